import type { RandomStream } from '../../base/index.ts';
import {
  clearBest,
  clearlyAbove,
  clearOrder,
  draft,
  type ExcelContext,
  settled,
} from './excel-context.ts';
import { sumOf } from './retail-facts.ts';
import type { TaskDraft } from './task-draft.ts';

/** Who contributes how much: channels and brands ranked, and their shares. */
export function contributionTasks(c: ExcelContext, pick: RandomStream): TaskDraft[] {
  const { names, say } = c;
  const { channels, brands } = names;
  const at =
    (list: readonly string[]) =>
    (i: number): string =>
      list[i] ?? '';
  const channelYear = c.byChannel.map(sumOf);
  const secondHalf = c.byChannel.map((months) => sumOf(months.slice(6)));
  const brandYear = c.byBrand.map(sumOf);
  const rise = c.byChannel.map((m) => sumOf(m.slice(9)) - sumOf(m.slice(0, 3)));
  const year = sumOf(channelYear);
  const shares = channelYear.map((v) => (v / year) * 100);
  const tasks = [
    draft(
      'contribution',
      'contribution-channels',
      '',
      say(
        '请按 2024 年全年销售额从高到低排列所有渠道。',
        'Rank all channels by their sales of 2024, highest first.',
      ),
      {},
      { kind: 'ranking' },
      clearOrder(channelYear).map(at(channels)),
    ),
    draft(
      'contribution',
      'contribution-half',
      '',
      say(
        '2024 年下半年销售额最高的前 3 个渠道依次是哪些？',
        'Which three channels had the highest sales in the second half of 2024, in order?',
      ),
      {},
      { kind: 'ranking', top: 3 },
      clearOrder(secondHalf, 3).slice(0, 3).map(at(channels)),
    ),
    draft(
      'contribution',
      'contribution-brands',
      '',
      say(
        '请按 2024 年全年销售额从高到低排列所有品牌。',
        'Rank all brands by their sales of 2024, highest first.',
      ),
      {},
      { kind: 'ranking' },
      clearOrder(brandYear).map(at(brands)),
    ),
    draft(
      'contribution',
      'contribution-rise',
      '',
      say(
        '与 2024 年第一季度相比，第四季度销售额增加金额最多（或减少最少）的是哪个渠道？',
        'Which channel gained most in amount (or lost least) from the first to the fourth quarter of 2024?',
      ),
      {},
      { kind: 'choice', of: [...channels] },
      at(channels)(clearBest(rise)),
    ),
    draft(
      'contribution',
      'contribution-above',
      '20',
      say(
        '2024 年全年销售额占比超过 20% 的渠道有哪些？',
        'Which channels had more than 20% of the sales of 2024?',
      ),
      { percent: 20 },
      { kind: 'set' },
      clearlyAbove(shares, 20).map(at(channels)),
    ),
  ];
  for (const i of pick.shuffled(channels.map((_, k) => k)).slice(0, 3)) {
    const channel = at(channels)(i);
    tasks.push(
      draft(
        'contribution',
        'contribution-share',
        String(i + 1),
        say(
          `2024 年“${channel}”渠道销售额占全年总销售额的百分之几？保留一位小数。`,
          `What percentage of the total sales of 2024 came from the channel "${channel}"? One decimal.`,
        ),
        { channel },
        { kind: 'percent', absTol: 0.06 },
        settled(shares[i] ?? 0),
      ),
    );
  }
  return tasks;
}

import { both, percent } from '../bilingual.ts';
import { arithmetic } from '../judgement.ts';
import type { Rule } from '../rule.ts';
import { limitsOf } from '../stated.ts';
import { statedValue } from './memory.ts';
import { settling } from './plain.ts';

/** Two models that vote: `accuracy` asked of the vote, from the single accuracies of other claims. */
export const twoModelVote: Rule = (known, stated) => {
  const asked = limitsOf(statedValue(stated, 'accuracy')).lo ?? 0;
  const a = known.stated('G-069', 'accuracy').lo ?? 0;
  const b = known.stated('G-081', 'accuracy').lo ?? 0;
  const agree = a * b;
  const most = Math.min(a, b);
  const third = known.stated('G-065', 'accuracy').lo ?? 0;
  const three = a * b * third + a * b * (1 - third) + a * (1 - b) * third + (1 - a) * b * third;
  const reason = both(
    `Two voters have no majority: both are right on ${percent(agree)} of the items if errors are independent, on ${percent(most)} at most; above that some third judge decides. Three independent voters at ${percent(a, 0)}, ${percent(third, 0)} and ${percent(b, 0)} would reach ${percent(three)}.`,
    `两个投票者没有多数：错误独立时两者同时答对 ${percent(agree)}，最多 ${percent(most)}，其余须由第三方裁决。若有三个独立投票者（${percent(a, 0)}、${percent(third, 0)}、${percent(b, 0)}），多数可达 ${percent(three)}。`,
  );
  return {
    state: most < asked ? 'refuted' : 'open',
    reason,
    evidence: [
      arithmetic(reason),
      { kind: 'claim', claim: 'G-069' },
      { kind: 'claim', claim: 'G-081' },
    ],
    ...(most < asked
      ? {}
      : {
          toSettle: settling(
            'Let at least three endpoints vote on the graded suite and count joint errors.',
            '让至少三个端点在评分题集上投票，统计共同出错。',
            { metric: 'accuracy', proves: 0.99 },
          ),
        }),
  };
};

import { random } from '../../base/index.ts';
import type { AnswerSettings } from '../box/box-settings.ts';
import { filler } from './filler.ts';
import type { FoundTask, KnownTask } from './key-index.ts';
import { difficulty } from './latent.ts';
import { countTokens } from './pieces.ts';
import { renderAnswer } from './render-answer.ts';

/** What is known of a request when its answer is decided. */
export interface Asked {
  /** All message contents, joined by line ends. */
  readonly prompt: string;
  /** What the keys know of it. */
  readonly found: FoundTask | undefined;
  /** Ordinal of the request on its box: what differs between two askings of one question. */
  readonly ordinal: number;
  readonly maxTokens: number;
  readonly running: number;
  readonly hours: number;
  /** Added to the accuracy by what is planted beside it. */
  readonly accuracyShift: number;
}

/** The answer that the box will give, whole. */
export interface PlannedAnswer {
  readonly text: string;
  readonly reasoning: string;
  /** Absent where no key knows the question. */
  readonly task?: string;
  readonly correct?: boolean;
}

/**
 * Decides answers: right where the item's difficulty lies below the box's accuracy in its category,
 * else one of the key's wrong ones. The same question gets the same answer each time, but for the
 * planted share of nondeterminism.
 */
export function answerer(settings: AnswerSettings, seed: number | string) {
  const source = random(seed).child('answers');
  return (asked: Asked): PlannedAnswer => {
    const { found } = asked;
    if (found === undefined) {
      return { text: filler(Math.min(settings.fillerTokens, asked.maxTokens)), reasoning: '' };
    }
    const item = `${found.task.suite}/${found.task.id}`;
    const dice = source.stream(`${item}/${asked.ordinal}`);
    const wobbles = settings.nondeterminism > 0 && dice.uniform() < settings.nondeterminism;
    const accuracy = accuracyNow(settings, found.task, found.at, asked);
    const place = wobbles ? dice.uniform() : difficulty(settings.latent, item);
    const correct = place < accuracy;
    const draws = wobbles ? dice : source.stream(item);
    const { task } = found;
    const answer = correct ? task.right : draws.pick(task.wrong);
    const text = renderAnswer(answer, task.language, settings.shapes, draws);
    const reasoning =
      settings.reasoning === undefined ? '' : think(settings.reasoning.tokens, task.language);
    return settings.reasoning?.as === 'tags'
      ? { text: `<think>\n${reasoning}\n</think>\n\n${text}`, reasoning: '', task: item, correct }
      : { text, reasoning, task: item, correct };
  };
}

function accuracyNow(settings: AnswerSettings, task: KnownTask, at: number, asked: Asked): number {
  const planted = settings.accuracy[task.category] ?? settings.accuracy['default'] ?? 1;
  const deep =
    settings.depth !== undefined && countTokens(asked.prompt.slice(0, at)) > settings.depth.above;
  const loaded = settings.load !== undefined && asked.running > settings.load.above;
  return (
    planted -
    (deep ? (settings.depth?.loss ?? 0) : 0) -
    (loaded ? (settings.load?.loss ?? 0) : 0) -
    settings.lossPerHour * asked.hours +
    asked.accuracyShift
  );
}

function think(tokens: number, language: 'zh' | 'en'): string {
  const phrase =
    language === 'zh' ? '先看表头，再逐行核对。' : 'Look at the headers, then check each row. ';
  let text = phrase;
  while (countTokens(text) < tokens) text += phrase;
  return text.trim();
}

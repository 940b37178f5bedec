/**
 * What a mock box knows: which task a prompt asks, whether this box gets it right, and how it writes
 * the answer down. Reads answer keys, which nothing of the measuring side does. Knows no time and no
 * wire.
 */
export { type Asked, answerer, type PlannedAnswer } from './answerer.ts';
export { filler } from './filler.ts';
export { type FoundTask, indexKeys, type KeyIndex, type KnownTask } from './key-index.ts';
export { difficulty, type LatentDifficulty } from './latent.ts';
export { countTokens, type ScannedText, scanText, tokenPieces } from './pieces.ts';
export { type AnswerShape, answerShapes, renderAnswer } from './render-answer.ts';

import { en } from './en.ts';
import type { Words } from './words.ts';
import { zh } from './zh.ts';

export type { PairWords, Words } from './words.ts';

/** The texts of a language. */
export const wordsOf = (lang: 'en' | 'zh'): Words => (lang === 'zh' ? zh : en);

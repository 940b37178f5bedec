import type { Summary } from '../../analysis/index.ts';
import type { Block } from '../../report/index.ts';
import type { StoredRun } from './read-run.ts';

/** What the sizing model learnt from a run. */
export const learntBlocks = (_run: StoredRun, _summary: Summary, _lang: 'en' | 'zh'): Block[] => [];

import type { OperatingPoint } from '../../analysis/index.ts';
import type { Estimate } from '../../base/index.ts';

/** What was measured: a model at a precision, and the box where that matters. */
export interface Subject {
  /** Catalogue ids. */
  readonly model: string;
  readonly precision: string;
  readonly gpu?: string;
  readonly count?: number;
  readonly framework?: string;
  /** Kind of scenario ("excel", "sql", "creative"), and the task category inside it. */
  readonly scenario?: string;
  readonly category?: string;
}

/** One figure of one run. A run that is not valid stays listed and never counts. */
export interface Observation extends Subject {
  readonly run: string;
  readonly valid: boolean;
  readonly estimate: Estimate;
}

/** What runs say, as plain values; every list may be missing. */
export interface RunEvidence {
  readonly points?: readonly OperatingPoint[];
  /** Accuracy as a share of items. */
  readonly accuracies?: readonly Observation[];
  /** Mean time of a whole task, seconds. */
  readonly taskTimes?: readonly Observation[];
  /** Usable context, tokens. */
  readonly contexts?: readonly Observation[];
  /** GPU utilisation as a share of time, while the box was saturated. */
  readonly utilisations?: readonly Observation[];
}

/** Does this subject match what a claim speaks of? An aspect the claim leaves open always matches. */
export interface Wanted {
  readonly models: readonly string[];
  readonly precisions: readonly string[];
  readonly boxes?: readonly { readonly gpu: string; readonly count: number }[];
  readonly scenario?: string;
  /** Absent: figures over all categories only. */
  readonly category?: string;
}

export const matches = (subject: Subject, wanted: Wanted): boolean =>
  wanted.models.includes(subject.model) &&
  wanted.precisions.includes(subject.precision) &&
  (wanted.boxes === undefined ||
    wanted.boxes.some((box) => box.gpu === subject.gpu && box.count === subject.count)) &&
  (wanted.scenario === undefined || wanted.scenario === subject.scenario) &&
  wanted.category === subject.category;

import type { Ms } from './quantity.ts';

/** Time as the core sees it: monotonic ms since the segment's start. Implemented in edge, faked in tests. */
export interface Clock {
  /** Monotonic, µs resolution or better. */
  now(): Ms;
  /** Wall time in ms since 1970, for manifests and for salts of nothing else. */
  wall(): number;
  /** Calls `wake` at `at` or later, never earlier. Returns a function that cancels. */
  schedule(at: Ms, wake: () => void): () => void;
}

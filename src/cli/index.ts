/**
 * Arguments, wiring, progress and exit codes: the only place that prints, exits or reads the
 * environment, and the only one that joins the core with edge and mock. The end of the pipeline.
 */
export { main } from './main.ts';

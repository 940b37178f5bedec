/** Where lines go: appended within 10 ms, synced once a second. */
export interface Sink<Line> {
  append(line: Line): void;
  /** Everything appended so far is on disk when this resolves; rejects when the disk refuses. */
  flush(): Promise<void>;
}

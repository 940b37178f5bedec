import { importsOf } from './imports.ts';
import type { SourceFile, Violation } from './source-tree.ts';

/** Circles of imports, types included; each is told once, by its whole way round. */
export function cycleViolations(files: readonly SourceFile[]): Violation[] {
  const known = new Set(files.map((file) => file.path));
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ target }) =>
        target !== undefined && known.has(target) ? [target] : [],
      ),
    ]),
  );
  const done = new Set<string>();
  const found: Violation[] = [];
  const walk = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path);
    if (start >= 0) {
      const circle = [...way.slice(start), path];
      found.push({
        path,
        line: 1,
        what: `circle of imports: ${circle.join(' -> ')}`,
        allowed: 'no circle, not even of types',
      });
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return found;
}

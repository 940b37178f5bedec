import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The packed tarball, unpacked beside its dependencies as an installer would, without a network. */
export interface InstalledPackage {
  /** `bin`: what the installed command prints; `import`: how many names a module of the library has. */
  say(kind: 'bin' | 'import', ...args: readonly string[]): string;
}

export function installedPackage(clone: string): InstalledPackage {
  const app = join(dirname(clone), 'app');
  const modules = join(app, 'node_modules');
  mkdirSync(join(modules, 'steelyard'), { recursive: true });
  const packed = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', app],
    {
      cwd: clone,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  execFileSync('tar', [
    '-xzf',
    join(app, filename),
    '-C',
    join(modules, 'steelyard'),
    '--strip-components=1',
  ]);
  for (const name of readdirSync(join(clone, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(clone, 'node_modules', name), join(modules, name));
  }
  const home = join(modules, 'steelyard');
  const node = (cwd: string, args: readonly string[]): string =>
    execFileSync(process.execPath, [...args], { cwd, encoding: 'utf8' });
  return {
    say: (kind, ...args) =>
      kind === 'bin'
        ? node(home, [join(home, 'bin/steelyard.js'), ...args])
        : node(app, [
            '--input-type=module',
            '-e',
            `console.log(Object.keys(await import(${JSON.stringify(args[0])})).length + ' names')`,
          ]),
  };
}

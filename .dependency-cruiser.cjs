/**
 * The table of ARCHITECTURE.md for dependency-cruiser: a second pair of eyes beside the architecture
 * test, with its own parser and resolver. Both read test/architecture/layers.json.
 */
const { mayImport } = require('./test/architecture/layers.json');

const modules = Object.keys(mayImport);

const layerRules = modules.map((from) => ({
  name: `layers-${from}`,
  comment: `${from} may import ${mayImport[from].join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: `^src/(${[from, ...mayImport[from]].join('|')})/` },
}));

const core = modules.filter((name) => !['edge', 'mock', 'cli'].includes(name)).join('|');

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'no-circles',
      comment: 'not even of types',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'front-door',
      comment: 'between modules import index.ts only; parts of edge have their own',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/',
        pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/edge/([^/]+/index|[^/]+)\\.ts$'],
      },
    },
    {
      name: 'parts-of-edge',
      comment: 'parts of edge do not know each other',
      severity: 'error',
      from: { path: '^src/edge/([^/]+)/' },
      to: { path: '^src/edge/[^/]+/', pathNot: '^src/edge/$1/' },
    },
    {
      name: 'pure-core',
      comment: 'the core knows no clock, file or socket',
      severity: 'error',
      from: { path: `^src/(${core})/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};

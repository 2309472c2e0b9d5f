// Writes dist/: the pipe's entry, the scanner programs that run as its children, the rules and the schemas.
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { build, type Plugin } from 'esbuild';
import { thirdPartyLicences } from './third-party-licences.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Entry points, by the name of the file in dist/. */
const entries = {
  main: 'src/main.ts',
  secretlint: 'src/scanners/programs/secretlint.ts',
  pipelines: 'src/scanners/programs/pipelines.ts',
};

/**
 * Node's own modules are asked for when the code that needs them is: an import at the top of the bundle would load
 * all of them at every start, and TLS and HTTP alone cost more than the rest of the start.
 */
const builtinsOnDemand: Plugin = {
  name: 'builtins-on-demand',
  setup({ onResolve, onLoad }) {
    onResolve(
      {
        filter: new RegExp(`^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`),
      },
      ({ path }) => ({
        path: path.replace(/^(node:)?/, 'node:'),
        namespace: 'builtin',
      }),
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

const folder = `dist-${process.pid}`;
const result = await build({
  entryPoints: entries,
  outdir: folder,
  plugins: [builtinsOnDemand],
  bundle: true,
  platform: 'node',
  // The syntax of the oldest Node.js that may start it: see older-node.js.
  target: 'node20',
  format: 'esm',
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  define: { __VERSION__: JSON.stringify(version) },
  // Packages in CommonJS ask for Node's own modules by require(), which an ES module does not have by itself.
  banner: {
    js: `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
${readFileSync('scripts/older-node.js', 'utf8')}`,
  },
  loader: { '.schema.json': 'json' },
  logLevel: 'warning',
});

writeFileSync(`${folder}/package.json`, '{ "type": "module" }\n');
for (const schema of ['src/reports/report.schema.json', 'src/policy/policy.schema.json']) {
  cpSync(schema, `${folder}/${schema.split('/').at(-1)}`);
}
cpSync('pipe.yml', `${folder}/pipe.yml`);
cpSync('rules', `${folder}/rules`, { recursive: true });
writeFileSync(`${folder}/THIRD_PARTY_LICENSES`, thirdPartyLicences(result.metafile));

// All at once, so that nobody finds half of it.
rmSync('dist', { recursive: true, force: true });
renameSync(folder, 'dist');

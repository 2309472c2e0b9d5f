// Writes dist/: the pipe's entry, the scanner programs that run as its children, the rules and the schemas.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { thirdPartyLicences } from './third-party-licences.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Entry points, by the name of the file in dist/. */
const entries = {
  main: 'src/main.ts',
  secretlint: 'src/scanners/programs/secretlint.ts',
  pipelines: 'src/scanners/programs/pipelines.ts',
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });

const present = Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)));
const result = await build({
  entryPoints: present,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  // The syntax of the oldest Node.js that may start it: see older-node.js.
  target: 'node20',
  format: 'esm',
  keepNames: true,
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

writeFileSync('dist/package.json', '{ "type": "module" }\n');
for (const schema of ['src/reports/report.schema.json', 'src/policy/policy.schema.json']) {
  if (existsSync(schema)) cpSync(schema, `dist/${schema.split('/').at(-1)}`);
}
cpSync('pipe.yml', 'dist/pipe.yml');
if (existsSync('rules')) cpSync('rules', 'dist/rules', { recursive: true });
writeFileSync('dist/THIRD_PARTY_LICENSES', thirdPartyLicences(result.metafile));

// Writes dist/: the pipe's entry, the scanner programs that run as its children, the rules and the schemas.
import { cpSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { parse } from 'yaml';
import { readRequirements } from '../src/scanners/prefilter/read-requirements.ts';
import { requirementsFile } from '../src/scanners/prefilter/rule-prefilter.ts';
import { ruleNamesFile } from '../src/scanners/rule-names.ts';
import { bundledPackages, readPackage } from './bundled-packages.ts';
import { grammarFiles, kotlinGrammar } from './grammar-files.ts';
import { npmComponents } from './npm-components.ts';
import { ruleNames } from './rule-names.ts';
import { cycloneDx } from './sbom.ts';
import { thirdPartyLicences } from './third-party-licences.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const { repository } = parse(readFileSync('pipe.yml', 'utf8')) as { repository: string };

/** Entry points, by the name of the file in dist/. `main.js` is older-node.js, which loads `pipe.js`. */
const entries = {
  pipe: 'src/main.ts',
  secretlint: 'src/scanners/programs/secretlint.ts',
  pipelines: 'src/scanners/programs/pipelines.ts',
  flow: 'src/scanners/programs/flow.ts',
};

/** Modules that Node.js loads for itself before anything of ours. */
const alreadyLoaded = 'buffer diagnostics_channel events os path process url util'.split(' ');

/**
 * Node's other modules are loaded when the code that needs them first uses something of theirs: an import at the top of
 * the bundle would load all of them at every start, and TLS and HTTP alone cost more than the rest of the start.
 */
const builtinsOnDemand: Plugin = {
  name: 'builtins-on-demand',
  setup({ onResolve, onLoad }) {
    const names = builtinModules.filter((name) => !name.startsWith('_') && !alreadyLoaded.includes(name));
    onResolve({ filter: new RegExp(`^(node:)?(${names.join('|')})$`) }, ({ path, kind }) => ({
      path: path.replace(/^(node:)?/, 'node:'),
      // An import() is on demand by itself.
      ...(kind === 'dynamic-import' ? { external: true } : { namespace: 'builtin' }),
    }));
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({ contents: builtinOnDemand(path) }));
  },
};

/** Of the modules that are functions only `assert` is slow to load, and it is never used as more than one. */
function builtinOnDemand(path: string): string {
  const get = `process.getBuiltinModule(${JSON.stringify(path)})`;
  const builtin: unknown = process.getBuiltinModule(path);
  // An import of `fs`, which is there, would load what reads streams and by promises; nothing else of it is late.
  const isWhole = path === 'node:fs' || (typeof builtin === 'function' && path !== 'node:assert');
  if (isWhole) return `module.exports = ${get};`;
  const names = JSON.stringify(Object.keys(Object(builtin)));
  return `${path === 'node:assert' ? `module.exports = (...args) => ${get}(...args);` : ''}
for (const name of ${names}) {
  Object.defineProperty(module.exports, name, { enumerable: true, get: () => ${get}[name] });
}`;
}

/**
 * Of undici only what `src/http` uses: its index would bring fetch, caches, mocks and WebSockets too, half of the
 * bundle, all of which every start has to read.
 */
const undiciParts: Plugin = {
  name: 'undici-parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'parts' }));
    onLoad({ filter: /.*/, namespace: 'parts' }, () => ({
      resolveDir: import.meta.dirname,
      contents: `const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');
Dispatcher.prototype.request = require('undici/lib/api/api-request.js');
Dispatcher.prototype.connect = require('undici/lib/api/api-connect.js');
exports.Agent = require('undici/lib/dispatcher/agent.js');
exports.ProxyAgent = require('undici/lib/dispatcher/proxy-agent.js');
exports.EnvHttpProxyAgent = require('undici/lib/dispatcher/env-http-proxy-agent.js');
exports.errors = require('undici/lib/core/errors.js');`,
    }));
  },
};

/** Of a package's description programs tell the version; all of it would be read at every start. */
const packageVersions: Plugin = {
  name: 'package-versions',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string };
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/**
 * The parser's own names, which no stack of ours needs, are a seventh of what it is; each start of data flow reads all of
 * it.
 */
const parserNames: Plugin = {
  name: 'parser-names',
  setup({ onLoad }) {
    onLoad({ filter: /tree-sitter-wasm[/\\]wasm[/\\]tree-sitter\.js$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), {
        minify: true,
        sourcemap: 'inline',
        sourcesContent: false,
        sourcefile: basename(path),
        legalComments: 'none',
      });
      return { contents: code, loader: 'js' };
    });
  },
};

const folder = `dist-${process.pid}`;
const result = await build({
  entryPoints: entries,
  outdir: folder,
  plugins: [builtinsOnDemand, undiciParts, packageVersions, parserNames],
  bundle: true,
  // What is imported by import() is a file of its own, read when it is needed: the first line of the log needs a
  // twentieth of the pipe, and a scan that speaks to nobody a third.
  splitting: true,
  chunkNames: 'parts/[name]-[hash]',
  platform: 'node',
  // The syntax of the oldest Node.js that may start it: see older-node.js.
  target: 'node20',
  format: 'esm',
  // Every start reads much of it. Names stay, for the stack of a defect; lines too, so that the stack can tell one.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  define: { __VERSION__: JSON.stringify(version), __REPOSITORY__: JSON.stringify(repository) },
  // Packages in CommonJS ask for Node's own modules by require(), and one for its file's name: an ES module has
  // neither by itself. Each part begins with it.
  banner: {
    js: `import{createRequire as __createRequire}from"node:module";import{fileURLToPath as __fileURLToPath}from"node:url";
const require=__createRequire(import.meta.url),__filename=__fileURLToPath(import.meta.url);`,
  },
  loader: { '.schema.json': 'json' },
  logLevel: 'warning',
});

cpSync('scripts/older-node.js', `${folder}/main.js`);
writeFileSync(`${folder}/package.json`, '{ "type": "module" }\n');
for (const schema of ['src/reports/report.schema.json', 'src/policy/policy.schema.json']) {
  cpSync(schema, `${folder}/${schema.split('/').at(-1)}`);
}
cpSync('pipe.yml', `${folder}/pipe.yml`);
cpSync('rules', `${folder}/rules`, { recursive: true });
// Read at each start of a scanner of ours, and YAML takes longer to read than a small change to scan.
for (const file of globSync(`${folder}/rules/{secrets,flow}/**/*.yml`)) {
  writeFileSync(file.replace(/yml$/, 'json'), JSON.stringify(parse(readFileSync(file, 'utf8'))));
  rmSync(file);
}
writeFileSync(
  `${folder}/rules/${requirementsFile}`,
  JSON.stringify(await readRequirements(`${folder}/rules`)),
);
writeFileSync(`${folder}/rules/${ruleNamesFile}`, JSON.stringify(await ruleNames('rules')));
for (const file of grammarFiles) cpSync(file, `${folder}/grammars/${basename(file)}`);
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const packages = [readPackage(kotlinGrammar, lock), ...bundledPackages(result.metafile, lock)];
writeFileSync(`${folder}/THIRD_PARTY_LICENSES`, thirdPartyLicences(packages));
const pipe = {
  type: 'application',
  name: 'code-scan-pipe',
  version,
  licenses: [{ license: { id: 'Apache-2.0' } }],
} as const;
writeFileSync(`${folder}/sbom.cdx.json`, cycloneDx(pipe, npmComponents(packages)));

// All at once, so that nobody finds half of it.
rmSync('dist', { recursive: true, force: true });
renameSync(folder, 'dist');

// assemble.ts PACKAGES TARGET: makes two layers of the image below TARGET: `ast-grep`, and `pipe` with the built pipe
// and what describes the whole image: its SBOM and the licences of what it passes on. PACKAGES is the list that
// collect-debian.sh wrote. Runs in the folder of the built project, on the image's own Node.js.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readPackage } from '../bundled-packages.ts';
import { npmComponents } from '../npm-components.ts';
import { type Component, cycloneDx } from '../sbom.ts';
import { thirdPartyLicences } from '../third-party-licences.ts';
import { debianComponents } from './debian-components.ts';
import { installedComponents } from './installed-components.ts';

const [packages = '', target = ''] = process.argv.slice(2);
const read = (path: string) => readFileSync(path, 'utf8');
const program = `node_modules/@ast-grep/cli-linux-${process.arch}-gnu`;
const lock = JSON.parse(read('package-lock.json')) as Parameters<typeof readPackage>[1];
const astGrep = {
  ...readPackage(program, lock),
  // The package brings none.
  text: read('scripts/image/ast-grep.LICENSE').trim(),
};

const bin = join(target, 'ast-grep/opt/code-scan/bin');
mkdirSync(bin, { recursive: true });
cpSync(join(program, 'ast-grep'), join(bin, 'ast-grep'));

const home = join(target, 'pipe/opt/code-scan');
cpSync('dist', home, { recursive: true });
for (const file of ['LICENSE', 'README.md', 'pipe.yml']) cpSync(file, join(target, 'pipe', file));
const licences = join(home, 'THIRD_PARTY_LICENSES');
writeFileSync(licences, `${thirdPartyLicences([astGrep])}\n${'-'.repeat(80)}\n\n${read(licences)}`);
writeFileSync(join(home, 'sbom.cdx.json'), imageSbom());

/** What the base has of npm and Yarn, but for what is in the bundle in the same version. */
function baseComponents(known: readonly Component[]): readonly Component[] {
  const purls = new Set(known.map(({ purl }) => purl));
  return installedComponents(['/usr/local/lib/node_modules', '/opt']).filter(({ purl }) => !purls.has(purl));
}

/** The bundle's own, with the programs beside it and all of the base. */
function imageSbom(): string {
  const bundle = JSON.parse(read('dist/sbom.cdx.json')) as {
    metadata: { component: Component };
    components: Component[];
  };
  const [, release = 'unknown'] = /^VERSION_ID="?(\d+)/m.exec(read('/etc/os-release')) ?? [];
  return cycloneDx({ ...bundle.metadata.component, type: 'container' }, [
    { type: 'operating-system', name: 'debian', version: release },
    {
      type: 'platform',
      name: 'node',
      version: process.versions.node,
      purl: `pkg:generic/node@${process.versions.node}`,
    },
    ...bundle.components,
    ...npmComponents([astGrep]),
    ...baseComponents(bundle.components),
    ...debianComponents(read(packages), release),
  ]);
}

if (!existsSync(join(home, 'main.js'))) throw new Error('dist/ has no main.js');

// The same content is the same layer, whenever it was built, and whatever the modes of the checkout are.
for (const layer of ['ast-grep', 'pipe']) {
  for (const path of ['', ...readdirSync(join(target, layer), { recursive: true, encoding: 'utf8' })]) {
    const file = join(target, layer, path);
    chmodSync(file, statSync(file).isDirectory() || path.includes('/bin/') ? 0o755 : 0o644);
    utimesSync(file, 0, 0);
  }
}

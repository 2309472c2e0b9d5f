// describe-osv-scanner.ts LAYER: puts the SBOM of osv-scanner into its layer of the image, of the list LAYER.modules that
// build.sh wrote, and gives all its files one time, so that the same program is the same layer.
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycloneDx } from '../../sbom.ts';
import { goComponents } from './go-components.ts';

const [layer = ''] = process.argv.slice(2);
const components = goComponents(readFileSync(`${layer}.modules`, 'utf8'));
const program = components.find(({ name }) => name === 'github.com/google/osv-scanner/v2');
if (program === undefined) throw new Error(`${layer}.modules does not name osv-scanner`);
const others = components.filter((component) => component !== program);
writeFileSync(
  join(layer, 'opt/code-scan/osv-scanner.cdx.json'),
  cycloneDx({ ...program, type: 'application' }, others),
);
for (const path of ['', ...readdirSync(layer, { recursive: true, encoding: 'utf8' })]) {
  utimesSync(join(layer, path), 0, 0);
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** A database of osv-scanner below `folder`, whose one vulnerability is in all versions of a package before `fixed`. */
export function writeOsvDatabase(folder: string, ecosystem: string, name: string, fixed: string): string {
  const vulnerability = {
    schema_version: '1.6.0',
    id: 'GHSA-0000-test-0001',
    modified: '2026-01-01T00:00:00Z',
    summary: 'A vulnerability',
    database_specific: { severity: 'HIGH' },
    affected: [
      {
        package: { name, ecosystem },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
  };
  mkdirSync(join(folder, 'osv-scalibr', ecosystem), { recursive: true });
  writeFileSync(
    join(folder, 'osv-scalibr', ecosystem, 'all.zip'),
    archive('GHSA-0000-test-0001.json', JSON.stringify(vulnerability)),
  );
  return folder;
}

/** A zip archive of one file, stored as it is: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function archive(name: string, content: string): Buffer {
  const data = Buffer.from(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(data), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(data.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00'),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

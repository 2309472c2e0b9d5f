import { openBytes } from '../read/byte-source.ts';

export type Format = 'sarif' | 'json-list' | 'npm-audit' | 'xml';

/**
 * What a file is, by its content: names say little, as many tools write `report.json`. What nobody knows is read as
 * SARIF, so that the error says what a SARIF log would have.
 */
export async function formatOf({
  path,
  name,
}: {
  readonly path: string;
  readonly name: string;
}): Promise<Format> {
  await using source = await openBytes(path, name);
  const head = Buffer.alloc(4096);
  let length = 0;
  for (let read = -1; read !== 0 && length < head.length; length += read)
    read = await source.read(head, length);
  const text = head.toString('utf8', 0, length).trimStart();
  if (text.startsWith('<')) return 'xml';
  if (text.startsWith('[')) return 'json-list';
  // npm 7 and later start with the first of these, npm 6 and yarn's old audit with the others.
  return /^\{\s*"(?:auditReportVersion|actions|advisories)"\s*:/.test(text) ? 'npm-audit' : 'sarif';
}

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

export interface GeneratedLog {
  /** Bytes to reach, at least. */
  readonly bytes: number;
  /** Spaces a level; 0 for one line, as most tools write. */
  readonly indent: number;
  /** Whether `tool` comes before `results`, as most tools write, or after, as the .NET SARIF SDK does. */
  readonly toolFirst: boolean;
}

/** Writes a log with results like those of a taint analyser, about 500 bytes each; resolves with their number. */
export async function writeGeneratedLog(
  path: string,
  { bytes, indent, toolFirst }: GeneratedLog,
): Promise<number> {
  const file = createWriteStream(path);
  const newline = indent === 0 ? '' : '\n';
  const tool = `"tool":${JSON.stringify(tool60, undefined, indent)}`;
  let written = 0;
  const write = async (text: string) => {
    written += text.length;
    if (!file.write(text)) await once(file, 'drain');
  };
  await write(
    `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{${newline}`,
  );
  await write(toolFirst ? `${tool},${newline}"results":[${newline}` : `"results":[${newline}`);
  let results = 0;
  while (written < bytes) {
    const part: string[] = [];
    for (let count = 0; count < 200; count += 1, results += 1) {
      part.push(JSON.stringify(generatedResult(results), undefined, indent));
    }
    await write(`${results === 200 ? '' : `,${newline}`}${part.join(`,${newline}`)}`);
  }
  await write(toolFirst ? `]}]}${newline}` : `],${tool}}]}${newline}`);
  file.end();
  await once(file, 'close');
  return results;
}

const tool60 = {
  driver: {
    name: 'bench',
    version: '1.0.0',
    rules: Array.from({ length: 60 }, (_, index) => ({
      id: `rule-${index}`,
      shortDescription: { text: `Rule ${index} of the benchmark` },
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['security', `external/cwe/cwe-${20 + index}`], 'security-severity': '7.5' },
    })),
  },
};

function generatedResult(index: number): unknown {
  const line = (index * 7919) % 3000;
  return {
    ruleId: `rule-${index % 60}`,
    ruleIndex: index % 60,
    level: 'warning',
    message: {
      text: `The value of request.query.q${index} reaches a sink without being checked "here" (${line}).`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: `src/module-${index % 400}/file-${index % 9000}.js`,
            uriBaseId: '%SRCROOT%',
          },
          region: { startLine: line + 1, startColumn: 5, endLine: line + 1, endColumn: 42 },
        },
      },
    ],
    partialFingerprints: { 'primaryLocationLineHash/v1': `${(index * 2654435761) % 4294967296}:1` },
    properties: { precision: 'high', confidence: 0.75 },
  };
}

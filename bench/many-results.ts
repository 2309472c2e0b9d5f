import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Writes a log of so many results in files of a repository, fifty in a file. */
export async function writeManyResults(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"bench","version":"1.0.0"}},"results":[');
  for (let number = 0; number < count; number += 1) {
    const result = {
      ruleId: `rule-${number % 40}`,
      level: 'warning',
      message: { text: `The value of query.q${number} reaches a sink (${(number * 7919) % 3000}).` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: {
              uri: `src/module-${Math.floor(number / 5000)}/file-${Math.floor(number / 50)}.js`,
            },
            region: { startLine: (number % 50) * 3 + 1 },
          },
        },
      ],
    };
    if (!file.write(`${number === 0 ? '' : ','}${JSON.stringify(result)}`)) await once(file, 'drain');
  }
  file.end(']}]}');
  await once(file, 'close');
}

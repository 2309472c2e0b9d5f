import { InputError } from '../../core/errors.ts';
import { CheckstyleReader } from './checkstyle.ts';
import type { ConvertedRun } from './converted-run.ts';
import { JunitReader } from './junit.ts';
import { xmlEvents } from './xml-elements.ts';
import type { XmlReportReader } from './xml-report-reader.ts';

// These reports are kept whole; no linter that writes them finds as much.
const mostResults = 500_000;

const readers: ReadonlyMap<string, () => XmlReportReader> = new Map<string, () => XmlReportReader>([
  ['checkstyle', () => new CheckstyleReader()],
  ['testsuites', () => new JunitReader()],
  ['testsuite', () => new JunitReader()],
]);

/** Reads Checkstyle's and JUnit's XML, told apart by their root element. */
export async function readXmlReport(file: {
  readonly path: string;
  readonly name: string;
}): Promise<ConvertedRun> {
  let reader: XmlReportReader | undefined;
  for await (const event of xmlEvents(file)) {
    if (event.kind === 'open' && reader === undefined) reader = readerFor(event.element.name, file.name);
    if (event.kind === 'open') reader?.open(event.element);
    else if (event.kind === 'text') reader?.text(event.text);
    else reader?.close(event.name);
    if ((reader?.results.length ?? 0) > mostResults) {
      throw new InputError(file.name, `has more than ${mostResults} results`);
    }
  }
  if (reader === undefined) throw new InputError(file.name, 'is XML without an element');
  return { tool: reader.tool, results: reader.results };
}

function readerFor(root: string, file: string): XmlReportReader {
  const create = readers.get(root);
  if (create !== undefined) return create();
  const known = [...readers.keys()].join(', ');
  throw new InputError(
    file,
    `is XML with the root ${JSON.stringify(root.slice(0, 60))}; what is read is ${known}`,
  );
}

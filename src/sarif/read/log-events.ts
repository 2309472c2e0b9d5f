import { formatOf } from '../formats/format-of.ts';
import { withExternalProperties } from './external-properties.ts';
import type { LogEvent } from './log-event.ts';
import { type ReadLogOptions, readLog } from './read-log.ts';

/** A file to read: where it is, and what it is called in reports. */
export interface LogFile {
  readonly path: string;
  readonly name: string;
}

/** The events of a SARIF log, or of a report in another format that `formats/` turns into one. */
export async function* logEvents(file: LogFile, options: ReadLogOptions): AsyncGenerator<LogEvent> {
  const format = await formatOf(file);
  if (format === 'sarif') yield* withExternalProperties(readLog(file, options), file, options);
  else {
    // The XML parser and the other formats are loaded by the runs that need them.
    const { convertedLog } = await import('../formats/converted-log.ts');
    yield* convertedLog(file, format);
  }
}

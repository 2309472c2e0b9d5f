import { messageOf } from '../core/errors.ts';
import type { Publication, Report } from '../core/report.ts';
import { reportHtml } from '../reports/report-html/report-html.ts';
import { reportJson } from '../reports/report-json.ts';
import { reportMarkdown } from '../reports/report-markdown.ts';
import type { OutputFile } from './output-file.ts';
import type { Outcome, PublishContext } from './publisher.ts';
import { removeFile, writeFile } from './write-file.ts';

type FilesContext = Pick<PublishContext, 'outputFolder' | 'repositoryFolder' | 'files' | 'source'>;

/** All files of a report. One that cannot be written does not stop the others. */
export async function writeReports(
  report: Report,
  context: FilesContext,
  publications: readonly Publication[],
): Promise<Outcome> {
  const failures: string[] = [];
  for (const file of outputFiles(report, context, publications)) {
    try {
      await writeFile(context.outputFolder, context.repositoryFolder, file);
    } catch (thrown) {
      failures.push(`${file.name}: ${messageOf(thrown)}`);
    }
  }
  return failures.length === 0 ? { written: true } : { failed: true, detail: failures.join('; ') };
}

/** Once more, now that it is known what was published. */
export async function writeReportJson(
  report: Report,
  context: FilesContext,
  publications: readonly Publication[],
): Promise<void> {
  await writeFile(context.outputFolder, context.repositoryFolder, reportJsonFile(report, publications));
}

/**
 * Removes the reports of an earlier run; to be called before this one starts, so that a crash leaves none that
 * could be taken for its own. Nothing else in the folder is touched.
 */
export async function removeOldReports(context: Omit<FilesContext, 'source'>): Promise<void> {
  const names = [...reportNames, ...context.files.map(({ name }) => name)];
  for (const name of names) await removeFile(context.outputFolder, context.repositoryFolder, name);
}

const reportNames = ['report.json', 'report.md', 'report.html'] as const;

function outputFiles(
  report: Report,
  { files, source }: FilesContext,
  publications: readonly Publication[],
): readonly OutputFile[] {
  return [
    reportJsonFile(report, publications),
    { name: 'report.md', content: () => [reportMarkdown(report, publications)] },
    { name: 'report.html', content: () => reportHtml(report, source) },
    ...files,
  ];
}

function reportJsonFile(report: Report, publications: readonly Publication[]): OutputFile {
  return { name: 'report.json', content: () => reportJson(report, publications) };
}

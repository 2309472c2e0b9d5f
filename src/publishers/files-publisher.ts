import { messageOf } from '../core/errors.ts';
import type { Publication, Report } from '../core/report.ts';
import { codeQualityJson } from '../reports/code-quality-json.ts';
import { csv } from '../reports/csv.ts';
import { junitXml } from '../reports/junit-xml.ts';
import { reportHtml } from '../reports/report-html/report-html.ts';
import { reportJson } from '../reports/report-json.ts';
import { reportMarkdown } from '../reports/report-markdown.ts';
import type { OutputFile } from './output-file.ts';
import type { Outcome, PublishContext } from './publisher.ts';
import { removeFile, writeFile } from './write-file.ts';

type FilesContext = Pick<PublishContext, 'outputFolder' | 'repositoryFolder' | 'files' | 'source' | 'isPart'>;

/**
 * Writes `report.json`: before publishing, so that a result is never lost, and once more when it is known what was
 * published.
 */
export async function writeReportJson(
  report: Report,
  { outputFolder, repositoryFolder }: FilesContext,
  publications: readonly Publication[],
): Promise<void> {
  const file = { name: 'report.json', content: () => reportJson(report, publications) };
  await writeFile(outputFolder, repositoryFolder, file);
}

/** All other files. One that cannot be written does not stop the others. */
export async function writeReports(report: Report, context: FilesContext): Promise<Outcome> {
  const { outputFolder, repositoryFolder, files } = context;
  const failures: string[] = [];
  for (const file of [...reportFiles(report, context), ...files]) {
    try {
      await writeFile(outputFolder, repositoryFolder, file);
    } catch (thrown) {
      failures.push(`${file.name}: ${messageOf(thrown)}`);
    }
  }
  return failures.length === 0 ? { written: true } : { failed: true, detail: failures.join('; ') };
}

/**
 * Removes the reports of an earlier run; to be called before this one starts, so that a crash leaves none that
 * could be taken for its own. Nothing else in the folder is touched.
 */
export async function removeOldReports({
  outputFolder,
  repositoryFolder,
  files,
}: Pick<FilesContext, 'outputFolder' | 'repositoryFolder'> & {
  readonly files: readonly Pick<OutputFile, 'name'>[];
}): Promise<void> {
  const names = [...reportNames, ...files.map(({ name }) => name)];
  for (const name of names) await removeFile(outputFolder, repositoryFolder, name);
}

/** Files that every run writes. */
export const reportNames = [
  'report.json',
  'report.html',
  'report.md',
  'report.csv',
  'junit.xml',
  'test-results/junit.xml',
  'code-quality.json',
] as const;

function reportFiles(report: Report, { source, isPart = false }: FilesContext): readonly OutputFile[] {
  const contents: Readonly<
    Record<Exclude<(typeof reportNames)[number], 'report.json'>, OutputFile['content']>
  > = {
    'report.html': () => reportHtml(report, source),
    'report.md': () => [reportMarkdown(report)],
    'report.csv': () => csv(report),
    'junit.xml': () => junitXml(report),
    // Pipelines looks for test reports in folders of this name and shows them in the Tests tab by itself:
    // https://support.atlassian.com/bitbucket-cloud/docs/test-reporting-in-pipelines/
    'test-results/junit.xml': () => junitXml(report),
    'code-quality.json': () => codeQualityJson(report),
  };
  const files = Object.entries(contents).map(([name, content]) => ({ name, content }));
  // The Tests tab adds up what all steps of a pipeline leave there: a part and the whole would count twice.
  return isPart ? files.filter(({ name }) => !name.startsWith('test-results/')) : files;
}

import type { Region } from '../core/finding.ts';
import type { Report } from '../core/report.ts';

/** The page of a file at the commit under report, at its lines; undefined outside Bitbucket. */
export function lineLink(
  report: Pick<Report, 'repositoryUrl' | 'change'>,
  path: string,
  region?: Region,
): string | undefined {
  if (report.repositoryUrl === undefined) return undefined;
  const file = `${report.repositoryUrl}/src/${report.change.commit}/${encodePath(path)}`;
  if (region === undefined) return file;
  const { startLine, endLine } = region;
  return startLine === endLine ? `${file}#lines-${startLine}` : `${file}#lines-${startLine}:${endLine}`;
}

export function commitLink(report: Pick<Report, 'repositoryUrl'>, commit: string): string | undefined {
  return report.repositoryUrl === undefined
    ? undefined
    : `${report.repositoryUrl}/commits/${encodeURIComponent(commit)}`;
}

function encodePath(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}

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
  return `${file}${lineFragment(region)}`;
}

/** The part of a file page's address that names lines. */
export function lineFragment(region: Region | undefined): string {
  if (region === undefined) return '';
  const { startLine, endLine } = region;
  return startLine === endLine ? `#lines-${startLine}` : `#lines-${startLine}:${endLine}`;
}

export function commitLink(report: Pick<Report, 'repositoryUrl'>, commit: string): string | undefined {
  return report.repositoryUrl === undefined
    ? undefined
    : `${report.repositoryUrl}/commits/${encodeURIComponent(commit)}`;
}

export function encodePath(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}

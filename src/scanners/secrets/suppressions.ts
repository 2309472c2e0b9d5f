/**
 * Comments that switch secret rules off, as secretlint knows them:
 * https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-filter-comments
 */
const commentPattern = /secretlint-(disable-next-line|disable-line|disable|enable)\b/g;

/** True for each line, from 1, on which the code says that secrets are meant to be there. */
export function suppressedLines(text: string): (line: number) => boolean {
  if (!text.includes('secretlint-')) return () => false;
  const single = new Set<number>();
  const ranges: { from: number; to: number }[] = [];
  for (const { line, kind } of comments(text)) {
    if (kind === 'disable-line') single.add(line);
    else if (kind === 'disable-next-line') single.add(line + 1);
    else if (kind === 'disable') ranges.push({ from: line, to: Number.POSITIVE_INFINITY });
    else for (const range of ranges) range.to = Math.min(range.to, line);
  }
  return (line) => single.has(line) || ranges.some(({ from, to }) => line >= from && line <= to);
}

function comments(text: string): { readonly line: number; readonly kind: string }[] {
  return text
    .split('\n')
    .flatMap((content, index) =>
      [...content.matchAll(commentPattern)].map(([, kind = '']) => ({ line: index + 1, kind })),
    );
}

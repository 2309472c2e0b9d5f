/**
 * The section of docs/troubleshooting.md on a code, as it was when this version was released: releases are tags.
 * Bitbucket puts `markdown-header-` in front of what it makes of a heading.
 */
export function helpLink(repository: string, version: string, code: string): string {
  return `${repository}/src/${version}/docs/troubleshooting.md#markdown-header-${code}`;
}

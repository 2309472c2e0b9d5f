import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('SECURITY.md', 'utf8');

/** Tests that the page names: a file, and what stands in it as a title or as the name of a case. */
const named = page.split('\n').flatMap((line) => {
  let file = '';
  return [...line.matchAll(/`(test\/[^`]+)`|“([^”]+)”/g)].flatMap(([, path, title]) => {
    if (path !== undefined) file = path;
    return title === undefined || file === '' ? [] : [{ file, title }];
  });
});

describe('SECURITY.md', () => {
  it('names a test in each row that says what is shown by one', () => {
    const rows = page.split('\n').filter((line) => /^\| .* \| .* \| .* \|$/.test(line));
    const attempts = rows.filter((line) => !/shown by|---/.test(line));
    expect(attempts.length).toBeGreaterThan(30);
    expect(attempts.filter((line) => !/`test\/[^`]+` “/.test(line))).toEqual([]);
  });

  it.each(named)('$file has “$title”', ({ file, title }) => {
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(title);
  });
});

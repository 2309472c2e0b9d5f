import { writeFile } from 'node:fs/promises';
import type { Git } from './git.ts';

/** Each text's matches are written out; a file of nothing but one of them must not fill the memory. */
const maxOutputBytes = 32 * 1024 * 1024;

/**
 * Which of some texts of one line each stand in any file of a commit that the clone has.
 *
 * @param listFile Where the texts are written for git to read: on a command line every process could see them.
 */
export async function textsInCommit(
  git: Git,
  commit: string,
  texts: readonly string[],
  listFile: string,
): Promise<ReadonlySet<string>> {
  const wanted = texts.filter((text) => text !== '' && !text.includes('\n'));
  if (wanted.length === 0) return new Set();
  await writeFile(listFile, `${wanted.join('\n')}\n`, { mode: 0o600 });
  // It ends with 1 where nothing matches.
  const output = await git.tryText(
    [
      'grep',
      '--text',
      '--no-textconv',
      '--only-matching',
      '--fixed-strings',
      '-h',
      '-f',
      listFile,
      commit,
      '--',
    ],
    { maxOutputBytes },
  );
  const found = new Set((output ?? '').split('\n'));
  return new Set(wanted.filter((text) => found.has(text)));
}

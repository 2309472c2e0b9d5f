import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findScripts } from '../../src/repository/find-scripts.ts';
import { astGrep } from '../../src/scanners/ast-grep.ts';
import { flow } from '../../src/scanners/flow.ts';
import type { Installation } from '../../src/scanners/installation.ts';
import type { Scanner } from '../../src/scanners/scanner.ts';
import { secretlint } from '../../src/scanners/secretlint.ts';
import { shellcheck } from '../../src/scanners/shellcheck.ts';
import { installation, places, projectRoot, repository, scanContext } from './scan-setup.ts';

const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const server = [
  '#!/usr/bin/env python3',
  'from flask import Flask, request',
  'import os',
  'app = Flask(__name__)',
  "@app.route('/')",
  'def index():',
  "    os.system('ls ' + request.args['folder'])",
  '',
].join('\n');
const files = {
  'bin/fetch': "#!/usr/bin/env python3\nimport requests\nrequests.get('https://example.com', verify=False)\n",
  'bin/fetch.py': 'print(1)\n',
  'bin/latin': Buffer.from(
    "#!/usr/bin/env python3\n# \xe9\nimport requests\nrequests.get('https://example.com', verify=False)\n",
    'latin1',
  ),
  'bin/quiet':
    "#!/usr/bin/env python3\nimport requests\n# ast-grep-ignore\nrequests.get('https://example.com', verify=False)\n",
  'bin/clean': '#!/bin/sh\nrm -rf /usr\n',
  'bin/token': `#!/bin/sh\n# \0\ncurl -H 'Authorization: token ${token}' https://api.github.com\n`,
  'bin/server': server,
  'pages/Note.vue':
    "<template><p>{{ text }}</p></template>\n<script>\nexport const plain = (text) => text.replace(/<script>/g, '');\n</script>\n",
  'pages/note.html':
    "<p>text.replace(/<b>/g, '')</p>\n<script>\n  // ast-grep-ignore\n  plain = text.replace(/javascript:/g, '');</script>\n",
  LICENSE: 'Do what you want.\n',
  Makefile: 'all:\n\trm -rf /usr\n',
};

let installed: Installation;
beforeAll(() => {
  installed = installation({ root: join(projectRoot, 'dist') });
});

/** As the pipe gives them to the scanner. */
async function scan(scanner: Scanner): Promise<readonly string[]> {
  const target = repository(files);
  const scripts = await findScripts(target.root, target.files);
  const selected = { ...target, files: scanner.selects(target.files, scripts), scripts };
  const outcome = await scanner.scan(selected, scanContext({ installation: installed }));
  expect(outcome.run).toMatchObject({ outcome: 'ok' });
  return places(outcome);
}
const hasShellcheck = () => installation().find('shellcheck') !== undefined;

describe('in scripts whose first line tells their language', () => {
  it('and in pages, ast-grep finds what its rules know, and says so under their own names', async () => {
    expect(await scan(astGrep)).toEqual([
      'js-filter-once pages/Note.vue:3:32',
      'js-filter-once pages/note.html:4:11 suppressed',
      'py-tls-verification-off bin/fetch:3:1',
      'py-tls-verification-off bin/latin:4:1',
      'py-tls-verification-off bin/quiet:4:1 suppressed',
    ]);
  });

  it('data is followed', async () => {
    expect(await scan(flow)).toEqual([expect.stringMatching(/^py-command-injection bin\/server:7:/)]);
  });

  it('secrets are found', async () => {
    expect(await scan(secretlint)).toEqual([expect.stringMatching(/ bin\/token:3:/)]);
  });

  it.runIf(hasShellcheck())('ShellCheck finds its errors', async () => {
    const [found = '', ...others] = await scan(shellcheck);
    expect(found).toMatch(/^SC2114 bin\/clean:2:/);
    expect(others).toEqual([]);
  });
});

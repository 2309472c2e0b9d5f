import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSarifFiles } from '../../src/sarif/read-sarif-files.ts';
import { adapters } from '../../src/scanners/adapters.ts';
import { adapterScanner } from '../../src/scanners/run-adapter.ts';
import { readContext } from '../sarif/read-context.ts';
import { writeTool } from './fake-tools.ts';
import { installation, repository, scanContext, temporaryFolder } from './scan-setup.ts';

/** What the tools wrote of a few lines of ours; `{root}` stands where they named the folder. */
const recorded = join(import.meta.dirname, 'recorded');

interface Said {
  readonly report?: string;
  readonly exitCode?: number;
  readonly stdout?: string;
}

/** A program that puts a recorded report where the tool's options say, and otherwise says what it is told to. */
function playing(name: string, { report, exitCode = 0, stdout = '' }: Said) {
  const adapter = adapters.find((one) => one.name === name);
  if (adapter === undefined) throw new TypeError(`no adapter ${name}`);
  const folder = temporaryFolder();
  const own = typeof adapter.sarif === 'object' ? adapter.sarif.named : '';
  writeTool(
    join(folder, adapter.command),
    `case "$1" in --version|-version|version) echo "Version: 1.2.3"; exit 0;; esac
out=
for word in "$@"; do
  case "$word" in *output-0.sarif) out="\${word#*=}"; out="\${out#sarif:}";; esac
  [ "$last" = --output-file-path ] && out="$word/${own}"
  last="$word"
done
cat <<'END'
${stdout}
END
${report === undefined ? '' : `report() { sed "s#{root}#$PWD#g" '${join(recorded, report)}'; }; if [ -n "$out" ]; then report > "$out"; else report; fi`}
exit ${exitCode}`,
  );
  return { scanner: adapterScanner(adapter), installed: installation({ path: `${folder}:/usr/bin:/bin` }) };
}

async function scan(name: string, said: Said) {
  const files = ['Dockerfile', 'app.js', 'app.py', 'broken.py', 'main.go', 'main.kt', 'main.tf', 'go.mod'];
  const { scanner, installed } = playing(name, said);
  const target = repository(Object.fromEntries(files.map((file) => [file, 'text\n'.repeat(20)])));
  const selected = { ...target, files: scanner.selects(target.files) };
  const outcome = await scanner.scan(selected, scanContext({ installation: installed }));
  const read = await readSarifFiles(outcome.sarif, { ...readContext(files), root: target.root });
  return { ...outcome, ...read };
}

describe('what tools really write', () => {
  it.each([
    ['semgrep', 'semgrep.sarif', 1, ['eval-used app.js:2 high']],
    ['eslint', 'eslint.json', 1, ['no-eval app.js:2 high']],
    ['oxlint', 'oxlint.sarif', 1, ['eslint(no-eval) app.js:2 high']],
    ['ruff', 'ruff.sarif', 0, ['S602 app.py:5 high']],
    ['bandit', 'bandit.sarif', 0, ['B404 app.py:1 low', 'B602 app.py:5 high']],
    ['gosec', 'gosec.sarif', 0, ['G301 main.go:6 high']],
    ['hadolint', 'hadolint.sarif', 0, ['DL3003 Dockerfile:2 medium', 'DL3004 Dockerfile:2 high']],
    ['njsscan', 'njsscan.sarif', 0, ['eval_nodejs app.js:2 high']],
    ['golangci-lint', 'golangci-lint.sarif', 1, ['errcheck main.go:6 high']],
    [
      'detekt',
      'detekt.sarif',
      2,
      [
        'detekt.exceptions.SwallowedException main.kt:5 medium',
        'detekt.naming.InvalidPackageDeclaration main.kt:1 medium',
      ],
    ],
    [
      'tflint',
      'tflint.sarif',
      0,
      [
        'terraform_required_providers main.tf:1 medium',
        'terraform_required_version main.tf:undefined medium',
      ],
    ],
    ['kingfisher', 'kingfisher.sarif', 200, ['betterleaks.github-pat app.py:1 high']],
    ['checkov', 'checkov.sarif', 0, ['CKV2_AWS_64 main.tf:1 high', 'CKV_AWS_7 main.tf:1 high']],
  ])('%s', async (name, report, exitCode, expected) => {
    const { run, findings, errors, warnings } = await scan(name, { report, exitCode });
    expect(run).toMatchObject({ name, outcome: 'ok', version: '1.2.3', findings: expected.length });
    expect([errors, warnings]).toEqual([[], []]);
    expect(
      findings
        .map(({ rule, place, severity }) => `${rule} ${place?.path}:${place?.region?.startLine} ${severity}`)
        .sort(),
    ).toEqual(expected);
  });

  it('bandit: a file that it cannot parse is not looked through', async () => {
    const { runs } = await scan('bandit', { report: 'bandit.sarif' });
    expect(runs.map(({ reach }) => reach?.unseen)).toEqual([['broken.py']]);
  });

  it('njsscan: without Semgrep it ends as if nothing was found, but for its own word', async () => {
    const { run } = await scan('njsscan', { report: 'njsscan-failed.sarif' });
    expect(run).toMatchObject({
      outcome: 'failed',
      findings: 0,
      detail: 'says of itself that it failed: an invocation says executionSuccessful: false',
    });
  });

  it('gosec: what it cannot compile makes a failure, though it ends well with a clean report', async () => {
    const stdout = `Results:

Golang errors in file: [.]:

  > [line 0 : column 0] - loading files from package ".": err: go command required, not found

`;
    const { run } = await scan('gosec', { report: 'gosec.sarif', stdout });
    expect(run.outcome).toBe('failed');
    expect(run.detail).toMatch(
      /^could not look at everything: Golang errors .* go command required, not found$/,
    );
  });

  it('tflint: a module that it cannot read makes a failure, though it ends as if it had looked', async () => {
    const log = {
      version: '2.1.0',
      runs: [
        { results: [], tool: { driver: { name: 'tflint' } } },
        {
          tool: { driver: { name: 'tflint-errors' } },
          results: [{ ruleId: 'Invalid block definition', level: 'error', message: { text: 'No } found.' } }],
        },
      ],
    };
    for (const runs of [log.runs, log.runs.toReversed()]) {
      const { run } = await scan('tflint', { stdout: JSON.stringify({ ...log, runs }) });
      expect(run).toMatchObject({ outcome: 'failed', detail: 'could not look at everything: No } found.' });
    }
  });

  it('oxlint: broken configuration ends with the exit code of findings, and is none', async () => {
    const { run, sarif } = await scan('oxlint', {
      stdout: 'Failed to parse oxlint configuration file.',
      exitCode: 1,
    });
    expect(run).toMatchObject({
      outcome: 'failed',
      detail: 'wrote no report: Failed to parse oxlint configuration file.',
    });
    expect(sarif).toEqual([]);
  });
});

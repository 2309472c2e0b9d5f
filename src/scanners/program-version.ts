import { childEnvironment } from './child-environment.ts';
import type { ScanContext, ScannerProgram } from './scanner.ts';

const versionSeconds = 20;
const versionPattern = /\d+\.\d+(?:\.\d+)?(?:[-+][0-9A-Za-z.-]+)?/;

/**
 * What a program says of its version, or the empty string: a scanner that cannot say it still scans.
 *
 * @param tool the program's absolute path
 */
export async function programVersion(
  tool: string,
  { versionArguments: args = ['--version'], environment }: Omit<ScannerProgram, 'name'>,
  context: ScanContext,
): Promise<string> {
  const { exitCode, stdout, stderr } = await context.runTool({
    tool,
    args,
    cwd: context.workFolder,
    env: { ...childEnvironment(context, { network: false }), ...environment },
    timeoutSeconds: versionSeconds,
    maxOutputBytes: 1024 * 1024,
    signal: context.signal,
  });
  if (exitCode !== 0) return '';
  return (versionPattern.exec(stdout.toString()) ?? versionPattern.exec(stderr))?.[0] ?? '';
}

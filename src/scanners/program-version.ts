import { childEnvironment } from './child-environment.ts';
import type { ScanContext } from './scanner.ts';

const versionSeconds = 20;
const versionPattern = /\d+\.\d+(?:\.\d+)?(?:[-+][0-9A-Za-z.-]+)?/;

/** What a program says of its version, or the empty string: a scanner that cannot say it still scans. */
export async function programVersion(
  tool: string,
  context: ScanContext,
  args: readonly string[] = ['--version'],
  environment: Readonly<Record<string, string>> = {},
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

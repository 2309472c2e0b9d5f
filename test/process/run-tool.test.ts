import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRunTool, type ToolRequest } from '../../src/process/run-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'run tool '));
const script = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}\n${text}`, { mode: 0o755 });
  return path;
};
const request = (tool: string, more: Partial<ToolRequest> = {}): ToolRequest => ({
  tool,
  args: [],
  cwd: folder,
  env: { PATH: '/usr/bin:/bin' },
  timeoutSeconds: 20,
  ...more,
});
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const gone = async (pid: number): Promise<boolean> => {
  for (let i = 0; i < 200 && alive(pid); i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  return !alive(pid);
};

const echo = script(
  'echo.js',
  'process.stdout.write(JSON.stringify({ args: process.argv.slice(2), env: process.env, cwd: process.cwd() }));',
);

describe.each([
  ['with coreutils timeout', '/usr/bin/timeout'],
  ['without it', undefined],
])('run a tool %s', (_, timeoutProgram) => {
  const runTool = createRunTool(timeoutProgram);

  it('passes arguments literally and the environment completely', async () => {
    process.env['LEAK_CANARY'] = 'must-not-be-seen';
    const args = ['x y', '$HOME', '"quoted"', '', '*', 'é\n'];
    const outcome = await runTool(request(echo, { args }));
    const seen = JSON.parse(outcome.stdout.toString()) as { args: string[]; env: Record<string, string> };
    expect(outcome).toMatchObject({ exitCode: 0, timedOut: false, overflowed: false });
    expect(seen.args).toEqual(args);
    expect(seen.env).toEqual({ PATH: '/usr/bin:/bin' });
  });

  it('keeps a last line without an end and characters split over chunks', async () => {
    const tool = script(
      'split.js',
      `const b = Buffer.from('one\\ntwö'); process.stdout.write(b.subarray(0, 7));
       setTimeout(() => process.stdout.write(b.subarray(7)), 30);`,
    );
    expect((await runTool(request(tool))).stdout.toString()).toBe('one\ntwö');
  });

  it('tells the exit code and the end of what was said on standard error', async () => {
    const tool = script('fail.js', "process.stderr.write('a'.repeat(100000) + 'why'); process.exitCode = 3;");
    const outcome = await runTool(request(tool));
    expect(outcome.exitCode).toBe(3);
    expect(outcome.stderr).toHaveLength(64 * 1024);
    expect(outcome.stderr.endsWith('why')).toBe(true);
  });

  it('ends a tool that takes too long', async () => {
    const tool = script('hang.js', 'process.stdout.write(String(process.pid)); setInterval(() => {}, 1000);');
    const outcome = await runTool(request(tool, { timeoutSeconds: 1 }));
    expect(outcome.timedOut).toBe(true);
    expect(outcome.exitCode).toBeUndefined();
    expect(await gone(Number(outcome.stdout.toString()))).toBe(true);
  });

  it('ends a tool that floods its output, and keeps to the limit', async () => {
    const tool = script(
      'flood.js',
      "const b = Buffer.alloc(65536, 'a'); (function w() { process.stdout.write(b, w); })();",
    );
    const outcome = await runTool(request(tool, { maxOutputBytes: 1_000_000 }));
    expect(outcome.overflowed).toBe(true);
    expect(outcome.stdout.length).toBeLessThanOrEqual(1_000_000);
  });

  it('reads an endless line in linear time', async () => {
    const tool = script('line.js', "process.stdout.write(Buffer.alloc(60 * 1024 * 1024, 'a'));");
    expect((await runTool(request(tool))).stdout).toHaveLength(60 * 1024 * 1024);
  });

  it('stops when told to', async () => {
    const tool = script('forever.js', 'setInterval(() => {}, 1000);');
    const controller = new AbortController();
    const running = runTool(request(tool, { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('enough')), 200);
    await expect(running).rejects.toThrow('enough');
  });

  it('says that a tool could not be started', async () => {
    const outcome = await runTool(request(join(folder, 'nowhere')));
    expect(outcome.startError).toBeDefined();
  });

  it.each([126, 127])('leaves the tool its own exit code %i', async (code) => {
    const outcome = await runTool(
      request(script('own.js', `console.error('general'); process.exit(${code});`)),
    );
    expect(outcome).toMatchObject({ exitCode: code, stderr: 'general\n' });
    expect(outcome.startError).toBeUndefined();
  });

  it('says which signal ended a tool', async () => {
    const tool = script('killed.js', "process.kill(process.pid, 'SIGKILL');");
    expect(await runTool(request(tool))).toMatchObject({ signal: 9, timedOut: false });
    const crash = script('crash.js', "process.kill(process.pid, 'SIGSEGV');");
    expect(await runTool(request(crash))).toMatchObject({ signal: 11, timedOut: false });
  });

  it('starts a tool before its input is there, and ends the input where it never comes', async () => {
    const tool = script(
      'reads.js',
      "require('node:fs').writeFileSync('reads.started', ''); process.stdout.write(require('node:fs').readFileSync(0));",
    );
    const started = async () => {
      while (!existsSync(join(folder, 'reads.started'))) await new Promise(setImmediate);
      rmSync(join(folder, 'reads.started'));
    };
    const given = runTool(request(tool, { input: started().then(() => Buffer.from('late')) }));
    expect((await given).stdout.toString()).toBe('late');
    const input = started().then(() => Promise.reject(new Error('none')));
    expect(await runTool(request(tool, { input }))).toMatchObject({ exitCode: 0, stdout: Buffer.alloc(0) });
  });

  it('survives a tool that does not read its input', async () => {
    const tool = script('deaf.js', 'process.stdin.destroy();');
    const outcome = await runTool(request(tool, { input: Buffer.alloc(4 * 1024 * 1024) }));
    expect(outcome.exitCode).toBe(0);
  });
});

it('ends the children of a tool with it', async () => {
  const tool = script(
    'parent.js',
    `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
     process.stdout.write(String(child.pid)); setInterval(() => {}, 1000);`,
  );
  const outcome = await createRunTool('/usr/bin/timeout')(request(tool, { timeoutSeconds: 1 }));
  expect(await gone(Number(outcome.stdout.toString()))).toBe(true);
});

describe('the limits of a tool', () => {
  const limits = { openFiles: 64, fileBytes: 1_000_000, memoryMegabytes: 4096 };
  const limited = createRunTool('/usr/bin/timeout', { prlimit: '/usr/bin/prlimit', choom: '/usr/bin/choom' });

  it('are the kernel’s, for its children too', async () => {
    const tool = script(
      'limits.js',
      `const read = (name) => require('node:child_process').execFileSync('cat', ['/proc/self/' + name], { encoding: 'utf8' });
       process.stdout.write(read('limits') + read('oom_score_adj'));`,
    );
    const outcome = await limited(request(tool, { limits }));
    const text = outcome.stdout.toString();
    expect(text).toMatch(/^Max core file size +0 +0 /m);
    expect(text).toMatch(/^Max open files +64 +64 /m);
    expect(text).toMatch(/^Max file size +1000000 +1000000 /m);
    expect(text).toMatch(/^Max data size +4294967296 +4294967296 /m);
    expect(text).toMatch(/^1000$/m);
  });

  it('end a tool that writes without end', async () => {
    const tool = script(
      'endless.js',
      `const file = require('node:fs').openSync('${join(folder, 'endless')}', 'w');
       for (;;) require('node:fs').writeSync(file, 'x'.repeat(100_000));`,
    );
    const outcome = await limited(request(tool, { limits }));
    expect(outcome.exitCode).not.toBe(0);
  });

  it('are not needed to run it', async () => {
    const tool = script('plain.js', 'process.stdout.write("ran");');
    expect((await limited(request(tool))).stdout.toString()).toBe('ran');
    expect((await createRunTool(undefined, {})(request(tool, { limits }))).stdout.toString()).toBe('ran');
  });
});

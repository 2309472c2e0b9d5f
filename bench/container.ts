// The image in the memory that it is meant for: `node bench/container.ts [--quick]`. Needs an engine and the image.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { corpusRepository } from './corpus.ts';
import { isQuick, tell } from './figures.ts';

const image = process.env['BENCH_IMAGE'] ?? 'code-scan-pipe';
const megabytes = 512;
const there = spawnSync('docker', ['image', 'inspect', image], { encoding: 'utf8' }).status === 0;
if (there) scanInContainer();
else {
  const why = `not measured: there is no engine, or no image ${image} (docker build -t ${image} .)`;
  tell('The image', [{ what: `a whole scan in a container of ${megabytes} MB`, figure: why }]);
}

function scanInContainer(): void {
  const repository = corpusRepository(isQuick ? 2_000 : 20_000);
  const name = `bench-${process.pid}`;
  const limits = ['--memory', `${megabytes}m`, '--memory-swap', `${megabytes}m`, '--network', 'none'];
  const started = performance.now();
  const { status, stdout } = spawnSync(
    'docker',
    [
      ...['run', '--name', name, ...limits, '-v', `${repository.root}:/repo`, '-w', '/repo'],
      ...['-e', 'FAIL_ON=never', '-e', 'BASELINE=none', image],
    ],
    { encoding: 'utf8', timeout: 300_000 },
  );
  const seconds = (performance.now() - started) / 1000;
  const killed = spawnSync('docker', ['inspect', '-f', '{{.State.OOMKilled}}', name], {
    encoding: 'utf8',
  }).stdout.trim();
  spawnSync('docker', ['rm', '-f', name]);
  rmSync(repository.root, { recursive: true, force: true });
  const size = `${repository.lines.toLocaleString('en')} lines`;
  tell('The image', [
    {
      what: `a whole scan of ${size} in a container of ${megabytes} MB without swap`,
      figure:
        status === 0 && killed !== 'true'
          ? `ends well in ${seconds.toFixed(1)} s`
          : `exit ${status}, ${killed === 'true' ? 'out of memory' : stdout.trim().split('\n').at(-1)}`,
      target: `ends well in ${megabytes} MB`,
      met: status === 0 && killed !== 'true',
    },
  ]);
}

// dist/main.js, which any Node.js can read: one that is too old hands over to the one that the project's own packages
// bring, or says what is missing; any other loads the pipe.
const oldestNode = [22, 19];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isTooOld = major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]);

await (isTooOld ? handOver() : import('./pipe.js'));

async function handOver() {
  const { existsSync } = await import('node:fs');
  const { fileURLToPath } = await import('node:url');
  const newer = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(newer)) {
    process.stdout.write(
      `error   Node.js ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}\n`,
    );
    process.exit(2);
  }
  const { spawn } = await import('node:child_process');
  const child = spawn(newer, [fileURLToPath(import.meta.url)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 70));
}

// Stands at the top of the bundle, before anything else of it is evaluated: an older Node.js hands over to the one
// that the project's own packages bring, or says what is missing.
const oldestNode = [22, 19];
const [__major = 0, __minor = 0] = process.versions.node.split('.').map(Number);
if (__major < oldestNode[0] || (__major === oldestNode[0] && __minor < oldestNode[1])) {
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
  await new Promise(() => {});
}

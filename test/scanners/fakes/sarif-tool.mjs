#!/usr/bin/env node
// A scanner as simple as can be. FAKE in its own name's suffix decides what it does: see fake-tools.ts.
import { writeFileSync } from 'node:fs';
import { argv, env, exit, stderr, stdout } from 'node:process';

const [kind, ...args] = argv.slice(2);
const sarif = JSON.stringify({
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'fake' } },
      results: args.map((text) => ({ ruleId: 'argument', message: { text } })),
    },
  ],
});
const output = args.find((text) => text.startsWith('--output='))?.slice('--output='.length);
const write = (text) => (output === undefined ? stdout.write(text) : writeFileSync(output, text));

if (args.includes('--version')) {
  stdout.write('fake 1.2.3 (built yesterday)\n');
  exit(0);
}
switch (kind) {
  case 'good':
    write(sarif);
    break;
  case 'environment':
    write(
      JSON.stringify({
        version: '2.1.0',
        runs: [{ tool: { driver: { name: 'fake' } }, results: [], properties: env }],
      }),
    );
    break;
  case 'exit':
    write(sarif);
    stderr.write('\u001b[31mno licence\u001b[0m\nfor this machine\n');
    exit(Number(env['FAKE_EXIT'] ?? 7));
    break;
  case 'silent':
    break;
  case 'hang':
    setInterval(() => undefined, 1000);
    break;
  case 'flood': {
    const block = 'x'.repeat(1024 * 1024);
    const pour = () => stdout.write(block, pour);
    pour();
    break;
  }
  case 'killed':
    process.kill(process.pid, 'SIGKILL');
    break;
  case 'memory': {
    const kept = [];
    for (;;) kept.push(new Array(1_000_000).fill(kept.length));
  }
  default:
    exit(99);
}

import { expect, it } from 'vitest';
import { isWrite } from '../../src/sandbox/call.ts';
import type { FaultPlan } from '../../src/sandbox/fault.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxState } from '../../src/sandbox/state.ts';
import { lines } from '../repository/sample-repository.ts';
import { account, type Push, pullRequest, ShopRun } from './shop-run.ts';
import { repeated, type VisibleState, visibleState } from './visible-state.ts';

const shop = new ShopRun();

const pushes = [
  shop.push({ 'a.txt': lines(20, { 3: 'changed', 9: 'changed' }), 'new.txt': lines(8) }, [
    { rule: 'sql', path: 'a.txt', line: 3 },
    { rule: 'xss', path: 'new.txt', line: 2, level: 'warning' },
    { rule: 'far', path: 'b.txt', line: 4 },
  ]),
  // One is mended, one moves down, one is new.
  shop.push({ 'a.txt': lines(20, { 9: 'changed' }), 'new.txt': `first\n\n${lines(8)}` }, [
    { rule: 'xss', path: 'new.txt', line: 4, level: 'warning' },
    { rule: 'command', path: 'a.txt', line: 9 },
    { rule: 'far', path: 'b.txt', line: 4 },
  ]),
] as const;

/** One push and all that is known of a run of it that nothing disturbs. */
interface Expected {
  readonly push: Push;
  readonly before: SandboxState;
  readonly after: VisibleState;
  readonly requests: number;
  readonly writes: number;
  readonly exitCode: number | null;
}

const visible = (sandbox: Sandbox) => visibleState(sandbox.state, account.uuid);

async function undisturbed(): Promise<readonly Expected[]> {
  const sandbox = await shop.open(pushes[0]);
  const expected: Expected[] = [];
  for (const push of pushes) {
    shop.checkOut(push);
    sandbox.as().push(pullRequest, push.commit, push.files);
    sandbox.as().comment(pullRequest, 'Looks good to me');
    const [before, sent] = [sandbox.state, sandbox.calls.length];
    const { exitCode, log } = await shop.run(push, sandbox);
    expect(exitCode, log).toBe(1);
    const calls = sandbox.calls.slice(sent);
    const writes = calls.filter(isWrite).length;
    expected.push({ push, before, after: visible(sandbox), requests: calls.length, writes, exitCode });
  }
  await sandbox.close();
  return expected;
}

interface Kill {
  readonly signal: 'SIGKILL' | 'SIGTERM';
  /** At the arrival of which request, from 0. */
  readonly at: number;
  /** `after`: among those that change something, and it does; after a read is before the next request. */
  readonly when: 'before' | 'after';
}

const before = (signal: Kill['signal'], { requests }: Expected): readonly Kill[] =>
  Array.from({ length: requests }, (_, at) => ({ signal, at, when: 'before' }));
const after = (signal: Kill['signal'], { writes }: Expected): readonly Kill[] =>
  Array.from({ length: writes }, (_, at) => ({ signal, at, when: 'after' }));

/** Lets requests through until the one of the kill has come; a run that is asked to end hears nothing of it. */
function killing({ signal, at, when }: Kill, kill: (signal: Kill['signal']) => void): FaultPlan {
  let [seen, isOver] = [0, false];
  return (target) => {
    if (isOver || (when === 'after' && !isWrite(target))) return undefined;
    seen += 1;
    if (seen <= at) return undefined;
    isOver = true;
    kill(signal);
    return { kind: signal === 'SIGTERM' ? 'no-answer' : 'reset', applied: when === 'after' };
  };
}

/** Ends a run at one request, runs again, and compares. Gives the state in between. */
async function endAndRunAgain(
  { push, before: start, after: end, exitCode }: Expected,
  kill: Kill,
): Promise<SandboxState> {
  const hint = `${kill.signal} ${kill.when} ${kill.when === 'after' ? 'write' : 'request'} ${kill.at}`;
  const sandbox = await shop.reopen(start);
  const ended = await shop.run(push, sandbox, {}, (stop) => {
    sandbox.faults = killing(kill, stop);
  });
  sandbox.faults = undefined;
  if (kill.signal === 'SIGKILL') expect(ended.signal, hint).toBe('SIGKILL');
  else expect([ended.exitCode, ended.seconds < 15], `${hint}\n${ended.log}`).toEqual([143, true]);
  const between = sandbox.state;
  const again = await shop.run(push, sandbox);
  expect(again.exitCode, `${hint}\n${again.log}`).toBe(exitCode);
  expect(repeated(sandbox.state, account.uuid), hint).toEqual([]);
  expect(visible(sandbox), hint).toEqual(end);
  await sandbox.close();
  return between;
}

/** Two at a time: a run waits for its own start more than for anything else. */
async function inPairs(kills: readonly Kill[], work: (kill: Kill) => Promise<void>): Promise<void> {
  const left = [...kills];
  const worker = async () => {
    for (let kill = left.shift(); kill !== undefined; kill = left.shift()) await work(kill);
  };
  await Promise.all([worker(), worker()]);
}

const expected = await undisturbed();

it.each(expected.map((each, index) => [index + 1, each] as const))(
  'push %i: killed before or after any request, the next run ends as if nothing had been',
  async (number, each) => {
    shop.checkOut(each.push);
    const kills = [...before('SIGKILL', each), ...after('SIGKILL', each)];
    await inPairs(kills, async (kill) => {
      await endAndRunAgain(each, kill);
    });
    console.info(
      `push ${number}: ${each.requests} runs killed before a request, ${each.writes} after a write, all ended alike`,
    );
  },
  600_000,
);

it('ended by SIGTERM at any request, a run says STOPPED, and the next one ends alike', async () => {
  const [first] = expected;
  if (first === undefined) throw new Error('there is no push');
  shop.checkOut(first.push);
  const states = new Map<string, number>();
  const kills = before('SIGTERM', first);
  await inPairs(kills, async (kill) => {
    const { statuses } = await endAndRunAgain(first, kill);
    for (const { state } of statuses) states.set(state, (states.get(state) ?? 0) + 1);
    expect(states.has('INPROGRESS'), `SIGTERM ${kill.when} ${kill.at}`).toBe(false);
  });
  console.info(
    `${kills.length} runs ended by SIGTERM: ${[...states].map(([state, count]) => `${count} ${state}`).join(', ')}`,
  );
}, 600_000);

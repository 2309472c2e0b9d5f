import { expect, it } from 'vitest';
import type { ModuleForm } from '../../../src/scanners/flow/form/form.ts';
import { type Lowered, LoweredFiles } from '../../../src/scanners/flow/lowered-files.ts';

function countingFiles(mostHeld: number) {
  const files = new LoweredFiles(mostHeld);
  const lowered: string[] = [];
  const ask = (file: string, result: Lowered) =>
    files.get(file, () => {
      lowered.push(file);
      return result;
    });
  return { lowered, ask };
}

const ofLength = (length: number): Lowered => {
  const module: ModuleForm = { file: 'a.ts', body: [], locals: new Set() };
  return { module, length };
};

it('lowers once what is asked for again and again, and lets go what was asked for the longest ago', () => {
  const { lowered, ask } = countingFiles(10);
  const shared = ofLength(4);
  for (const page of ['one', 'two', 'three']) {
    expect(ask('shared', shared)).toBe(shared);
    ask(page, ofLength(4));
  }
  ask('one', ofLength(4));
  expect(lowered).toEqual(['shared', 'one', 'two', 'three', 'one']);
});

it('holds no file that is more than there is room for, and knows what cannot be lowered', () => {
  const { lowered, ask } = countingFiles(10);
  const large = ofLength(11);
  expect(ask('large', large)).toBe(large);
  ask('deep', { failed: 'too deep' });
  expect(ask('deep', ofLength(1))).toEqual({ failed: 'too deep' });
  ask('large', large);
  expect(lowered).toEqual(['large', 'deep', 'large']);
});

import assert from 'node:assert/strict';

/** No input became a property of every object. */
export function isUnpolluted(): void {
  const names = Object.keys(Object.prototype);
  for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  assert.deepEqual(names, []);
}

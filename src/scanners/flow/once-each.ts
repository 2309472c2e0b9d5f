import type { OfFile } from './side.ts';

/** What the sides share is looked at once. */
export function onceEach<Found>(): OfFile<Found> {
  const folders = new Map<string, Map<string, Found>>();
  return (root, file, look) => {
    const known = folders.get(root) ?? new Map<string, Found>();
    folders.set(root, known);
    const found = known.get(file) ?? look();
    known.set(file, found);
    return found;
  };
}

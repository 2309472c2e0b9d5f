import { type Category, categories } from '../../core/finding.ts';
import type { ScannerKind } from '../read-context.ts';
import type { Level } from './level.ts';

const ofKind: Readonly<Record<Exclude<ScannerKind, 'code'>, Category>> = {
  secrets: 'secret',
  dependencies: 'dependency',
  configuration: 'misconfiguration',
};

/** What the category of a finding is decided by. */
export interface CategoryEvidence {
  readonly kind: ScannerKind | undefined;
  /** A tag `security`, a `security-severity`, or a CWE. */
  readonly isSecurity: boolean;
  readonly level: Level;
}

export function categoryOf({ kind, isSecurity, level }: CategoryEvidence): Category {
  if (kind !== undefined && kind !== 'code') return ofKind[kind];
  if (isSecurity) return 'vulnerability';
  return level === 'error' || level === 'warning' ? 'bug' : 'style';
}

export function asCategory(value: unknown): Category | undefined {
  return categories.find((category) => category === value);
}

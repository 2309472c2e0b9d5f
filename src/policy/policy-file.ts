import type { Severity } from '../core/severity.ts';
import type { CustomScanner, PolicySuppression, Threshold } from './policy.ts';

/** `.code-scan.yml` as `policy.schema.json` lets it pass. */
export interface PolicyFile {
  readonly version?: 1;
  readonly scanners?: Readonly<Record<string, boolean>>;
  readonly severities?: Readonly<Record<string, Severity>>;
  readonly paths?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  readonly thresholds?: readonly Threshold[];
  readonly suppressions?: readonly Omit<PolicySuppression, 'line'>[];
  readonly customScanners?: readonly (Pick<CustomScanner, 'name' | 'command'> & Partial<CustomScanner>)[];
}

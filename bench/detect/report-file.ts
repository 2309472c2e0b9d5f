/** What is read here of a `report.json`; its schema is part of the project. */
export interface ReportFile {
  readonly verdict: string;
  readonly scanners: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly seconds: number;
    readonly detail?: string;
  }[];
  readonly findings: readonly Found[];
}

export interface Found {
  readonly scanner: string;
  readonly rule: string;
  readonly cwe: readonly number[];
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly path?: string;
  readonly startLine?: number;
  readonly endLine?: number;
}

/** The pipe's own file: it is what its schema says, so its shape is not checked again. */
export function readReport(text: string): ReportFile {
  return JSON.parse(text);
}

export const isSevere = ({ severity }: Found) => severity === 'critical' || severity === 'high';

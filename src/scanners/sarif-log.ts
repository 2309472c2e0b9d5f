import { writeFile } from 'node:fs/promises';
import type { Category, Region } from '../core/finding.ts';
import type { Severity } from '../core/severity.ts';

/** A rule of a scanner whose SARIF is written here: the scanners of ours, and tools that have none of their own. */
export interface RuleDescription {
  readonly id: string;
  /** A short line on what is wrong. */
  readonly title: string;
  /** What to write instead, as Markdown. */
  readonly help: string;
  readonly helpUri?: string;
  /** From 0 to 10, as CVSS counts; see `securitySeverityOf`. */
  readonly securitySeverity?: number;
  readonly cwe: readonly number[];
  readonly tags: readonly string[];
  /** Where the rule's findings are not all of the scanner's kind. */
  readonly category?: Category;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  /** Absent for what is in no file of the tree. */
  readonly path?: string;
  readonly region?: Region;
  readonly snippet?: string;
  readonly fix?: { readonly description: string; readonly region: Region; readonly inserted: string };
  /** Set where a comment in the scanned code switched the rule off. */
  readonly suppressedInSource?: string;
  readonly fingerprints?: Readonly<Record<string, string>>;
  /** Ways that data takes to the place, each from where it comes in. */
  readonly flows?: readonly (readonly FlowStep[])[];
}

export interface FlowStep {
  readonly path: string;
  readonly region: Region;
  readonly message: string;
}

export interface SarifSource {
  readonly tool: { readonly name: string; readonly version: string; readonly informationUri?: string };
  readonly rules: readonly RuleDescription[];
  readonly results: readonly SarifResult[];
  /** Files that were not looked through, whatever is found in them: no finding there says nothing. */
  readonly unseen?: readonly string[];
}

/** The lowest score that is read back as the severity: 9.0 critical, 7.0 high, 4.0 medium, else low. */
export const securitySeverityOf: Readonly<Record<Severity, number>> = {
  critical: 9.3,
  high: 8.0,
  medium: 5.5,
  low: 3.0,
};

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), columns in UTF-16 units. */
export function sarifLog({ tool, rules, results, unseen = [] }: SarifSource): object {
  const used = new Set(results.map(({ ruleId }) => ruleId));
  const kept = rules.filter(({ id }) => used.has(id));
  const indexes = new Map(kept.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...tool, rules: kept.map(descriptor) } },
        ...(unseen.length > 0 && { invocations: [invocation(unseen)] }),
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => sarifResult(result, indexes.get(result.ruleId))),
      },
    ],
  };
}

export async function writeSarif(file: string, source: SarifSource): Promise<void> {
  await writeFile(file, JSON.stringify(sarifLog(source)));
}

/** The tool did its work, but for these files (SARIF 2.1.0, section 3.20.21). */
function invocation(unseen: readonly string[]): object {
  const toolExecutionNotifications = unseen.map((path) => ({
    level: 'error',
    message: { text: `${path} was not looked through` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
  }));
  return { executionSuccessful: true, toolExecutionNotifications };
}

function descriptor(rule: RuleDescription): object {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.title },
    help: { text: rule.help, markdown: rule.help },
    ...(rule.helpUri !== undefined && { helpUri: rule.helpUri }),
    properties: {
      ...(rule.securitySeverity !== undefined && { 'security-severity': rule.securitySeverity.toFixed(1) }),
      ...(rule.category !== undefined && { category: rule.category }),
      tags: [...rule.tags, ...rule.cwe.map((number) => `external/cwe/cwe-${number}`)],
    },
  };
}

function sarifResult(result: SarifResult, ruleIndex: number | undefined): object {
  return {
    ruleId: result.ruleId,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: result.level,
    message: { text: result.message },
    ...(result.path !== undefined && placed(result, result.path)),
    ...(result.suppressedInSource !== undefined && {
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: result.suppressedInSource }],
    }),
    ...(result.flows !== undefined && result.flows.length > 0 && { codeFlows: result.flows.map(codeFlow) }),
    ...(result.fingerprints !== undefined && { partialFingerprints: result.fingerprints }),
  };
}

function placed({ fix, region, snippet }: SarifResult, path: string): object {
  const artifactLocation = { uri: uriOf(path) };
  return {
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          ...(region !== undefined && {
            region: { ...region, ...(snippet !== undefined && { snippet: { text: snippet } }) },
          }),
        },
      },
    ],
    ...(fix !== undefined && {
      fixes: [
        {
          description: { text: fix.description },
          artifactChanges: [
            {
              artifactLocation,
              replacements: [{ deletedRegion: fix.region, insertedContent: { text: fix.inserted } }],
            },
          ],
        },
      ],
    }),
  };
}

/** SARIF 2.1.0, section 3.36. */
function codeFlow(steps: readonly FlowStep[]): object {
  const locations = steps.map(({ path, region, message }) => ({
    location: {
      physicalLocation: { artifactLocation: { uri: uriOf(path) }, region },
      message: { text: message },
    },
  }));
  return { threadFlows: [{ locations }] };
}

/** A repository path as a relative URI reference (RFC 3986): a colon in the first segment would read as a scheme. */
export function uriOf(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}

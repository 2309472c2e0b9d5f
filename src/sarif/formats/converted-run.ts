import { escapeBrackets } from '../escape-brackets.ts';
import type { JsonObject } from '../json.ts';
import type { ScannerKind } from '../read-context.ts';

/** A report of another format as the parts of a SARIF run. */
export interface ConvertedRun {
  readonly tool: JsonObject;
  readonly results: readonly JsonObject[];
  readonly kind?: ScannerKind;
}

/** What the reports of all these formats say of one problem. */
export interface ConvertedResult {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note' | 'none';
  readonly message: string;
  readonly path?: string | undefined;
  readonly startLine?: unknown;
  readonly startColumn?: unknown;
  readonly endLine?: unknown;
  readonly endColumn?: unknown;
  /** Further properties of the SARIF result. */
  readonly more?: JsonObject;
}

/** A SARIF result. The path is taken literally: these formats know no percent-encoding. */
export function convertedResult(found: ConvertedResult): JsonObject {
  const { rule, level, message, path, startLine, startColumn, endLine, endColumn, more } = found;
  const region = { startLine, startColumn, endLine, endColumn };
  return {
    ruleId: rule,
    level,
    message: { text: escapeBrackets(message) },
    ...(path !== undefined &&
      path !== '' && {
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: path.replace(/[%#?]/g, encodeURIComponent) },
              region,
            },
          },
        ],
      }),
    ...more,
  };
}

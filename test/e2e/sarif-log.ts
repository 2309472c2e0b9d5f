/** A result as a test states it; everything else is filled in. */
export interface ResultOf {
  readonly rule?: string;
  readonly level?: 'error' | 'warning' | 'note' | 'none';
  readonly message?: string;
  readonly path?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A SARIF log of one run, as another tool would write it. */
export function sarifLog(results: readonly ResultOf[], run: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: { driver: { name: 'other-tool', version: '3.1', rules: [] } },
        results: results.map(
          ({ rule = 'rule', level = 'error', message = `${rule} here`, path, line, endLine, more }) => ({
            ruleId: rule,
            level,
            message: { text: message },
            ...(path !== undefined && {
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: path },
                    ...(line !== undefined && { region: { startLine: line, endLine: endLine ?? line } }),
                  },
                },
              ],
            }),
            ...more,
          }),
        ),
        ...run,
      },
    ],
  });
}

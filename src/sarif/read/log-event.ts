/**
 * A SARIF log as a stream, in the order of the file. A property may come before or after the `elements` of its run:
 * JSON does not order properties, and some producers write `results` before `tool`.
 */
export type LogEvent =
  | { readonly kind: 'log-property'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'run'; readonly run: number }
  | { readonly kind: 'run-property'; readonly run: number; readonly name: string; readonly value: unknown }
  | {
      readonly kind: 'elements';
      readonly run: number;
      readonly of: StreamedArray;
      /** Index of the first of `values` in its array. */
      readonly first: number;
      readonly values: readonly unknown[];
    }
  | { readonly kind: 'run-end'; readonly run: number };

/** The arrays of a run that grow with the scanned code; everything else of a run is bounded by its tool. */
export const streamedArrays = ['results', 'artifacts'] as const;

export type StreamedArray = (typeof streamedArrays)[number];

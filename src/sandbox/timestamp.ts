/** As pull requests, comments and statuses carry it: microseconds and an offset. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000+00:00');
}

/** As Code Insights carries it: nanoseconds and a `Z`. */
export function insightsTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000000Z');
}

/**
 * Colours for a terminal, and for Pipelines, which shows them though it has none. `NO_COLOR` (https://no-color.org)
 * and `FORCE_COLOR` (https://force-color.org) decide where they are set; both not, for the first is the wish for less.
 */
export function wantsColour(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  const {
    NO_COLOR: none,
    FORCE_COLOR: force,
    TERM: terminal,
    BITBUCKET_PIPELINE_UUID: pipeline,
  } = environment;
  if (none) return false;
  if (force) return force !== '0' && force !== 'false';
  return terminal !== 'dumb' && (isTerminal || Boolean(pipeline));
}

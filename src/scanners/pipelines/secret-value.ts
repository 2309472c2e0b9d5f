/** A value that a person put there to be replaced, or that is none. */
const placeholder =
  /^(|x{3,}|\*+|\.{3,}|<.*>|\{\{.*|\[.*\]|true|false|yes|no|none|null|\d{1,6}|change_?me|dummy|example|test(ing)?|secret|password|root|postgres|admin|guest|default|todo|your[-_ ].*|.*example.*)$/i;
/** Whoever thinks of a password for a build's own database writes one of these into it. */
const trialWord =
  /s[e3]cr[e3]t|p[a4@]ss(w[o0]rd|wd)?|dummy|fake|mock|test|local|admin|postgres|mysql|maria|mongo|redis|rabbit|root|guest/i;
/** A key that was made by a program is longer; a word in it is an accident. */
const longestTrialValue = 24;

/** Whether a value is written out, and worth revoking. */
export function isLiteralSecret(value: string): boolean {
  const isTrial = value.length <= longestTrialValue && trialWord.test(value);
  return !value.includes('$') && value.length >= 6 && !isTrial && !placeholder.test(value.trim());
}

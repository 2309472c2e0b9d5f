import { longestSequence } from './random-text.ts';

/** Words that a person writes where a secret will go. */
const words =
  /example|sample|placeholder|change[-_ ]?me|replace|insert|your[-_]|[-_ ]your|yourkey|my[-_]?(?:secret|token|password|key)|dummy|redacted|masked|obfuscated|undefined|secret[-_]?here|key[-_]?here|token[-_]?here|xxxx|\*{3,}|\.{3}|…|foobar|not[-_]?(?:a[-_]?)?real|lorem|<[^>]*>|todo|wJalrXUtnFEMI/i;
/** `YourLegacyKey`, by its capitals. */
const yours = /^[Yy]our[A-Z]/;
/** The value comes from elsewhere: a variable, a template, a call. What is in braces and has quotes is JSON. */
const reference = /^\$\{|\{\{|\$\(|%\(|#\{|<%|^\{[^"'\n]*\}$|^env[.:(]|process\.env|getenv|^\w+\(/i;

/** True for what stands in for a secret: a word of advice, a template, or characters in a row. */
export function isPlaceholder(value: string): boolean {
  return isTemplate(value) || longestSequence(value) >= Math.max(6, value.length * 0.6);
}

/** True for a word of advice, and for what is filled in later. */
export function isTemplate(value: string): boolean {
  return words.test(value) || yours.test(value) || reference.test(value);
}

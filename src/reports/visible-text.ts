/** Sequences that colour or move a terminal (ECMA-48: CSI, and OSC up to its end): decoration, not text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters looked for
const terminalSequence = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g;

/**
 * Characters that show nothing themselves but change how the others are read: controls other than line break and
 * tab, soft hyphen, zero-width space and its like, direction marks and overrides (Trojan Source,
 * https://trojansource.codes), and tag characters. Joiners stay: scripts and emoji need them.
 */
const unseen =
  /(?![\t\n])[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

/**
 * Hostile text for a human's eyes: line ends as `\n`, no half surrogates, no terminal sequences, and each
 * character that cannot be seen written out, such as `⟨U+202E⟩`, because hiding is an attack of its own.
 */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(terminalSequence, '')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(unseen, (character) => `⟨U+${codePoint(character)}⟩`);
}

/** `visibleText` on one line. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(/\s+/gu, ' ').trim();
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

import { visibleText } from './visible-text.ts';

/**
 * Hostile text for XML 1.0 content and quoted attribute values. What XML forbids altogether (controls, U+FFFE and
 * U+FFFF) `visibleText` has written out; line breaks and tabs are references, or an attribute would lose them.
 */
export function xmlText(text: string): string {
  return visibleText(text).replace(/[&<>"'\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}

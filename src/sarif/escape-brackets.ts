/** Square brackets mean links in SARIF's messages (2.1.0, section 3.11.6); escaped, they are just brackets. */
export function escapeBrackets(text: string): string {
  return text.replace(/[[\]]/g, '\\$&');
}

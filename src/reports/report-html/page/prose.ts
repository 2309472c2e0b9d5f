import { element } from './element.ts';

/**
 * What a rule or a scanner says, laid out: paragraphs, headings, lists and code as Markdown marks them, all of it
 * made of text. No links: their addresses are the scanner's choice and stay to be read.
 */
export function prose(text: string): HTMLElement {
  const blocks = text
    .split(/^(```[^\n]*\n[\s\S]*?(?:\n```|$))/m)
    .flatMap((part, index) => (index % 2 === 1 ? [codeBlock(part)] : part.split(/\n\s*\n/).flatMap(block)));
  return element('div', { class: 'prose' }, ...blocks);
}

function codeBlock(fenced: string): HTMLElement {
  const code = fenced.replace(/^```[^\n]*\n/, '').replace(/\n?```\s*$/, '');
  return element('pre', { tabindex: '0', role: 'region', 'aria-label': 'Example' }, code);
}

function block(text: string): readonly HTMLElement[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const [, heading] = /^#{1,6}\s+([^\n]+)$/.exec(trimmed) ?? [];
  if (heading !== undefined) return [element('p', {}, element('strong', {}, ...inline(heading)))];
  const lines = trimmed.split('\n');
  if (lines.every((line) => /^\s*[-*+]\s+/.test(line))) {
    const items = lines.map((line) => element('li', {}, ...inline(line.replace(/^\s*[-*+]\s+/, ''))));
    return [element('ul', {}, ...items)];
  }
  return [element('p', { class: 'text' }, ...inline(trimmed))];
}

/** Code spans are the only inline marks that are more than decoration. */
function inline(text: string): readonly (Node | string)[] {
  return text
    .split(/(?<!`)(`+)(?!`)([\s\S]+?)(?<!`)\1(?!`)/)
    .flatMap((part, index): readonly (Node | string)[] => {
      if (index % 3 === 1) return [];
      return index % 3 === 2 ? [element('code', {}, part)] : [part];
    });
}

import MarkdownIt, { type Token } from 'markdown-it';
import { parse } from 'parse5';
import { SaxesParser } from 'saxes';

/** How often each thing is there, by its name; sorted. */
export type Census = Readonly<Record<string, number>>;

export function census(names: readonly string[]): Census {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

interface Markdown {
  /** All but texts, code in a line and paragraphs: as many of those as the words have. */
  readonly elements: Census;
  readonly links: readonly string[];
  /** What can be read. */
  readonly text: string;
}

/** As Bitbucket reads a comment, but for `html`: a renderer that lets HTML through must find none either. */
export function parsedMarkdown(source: string): Markdown {
  const markdown = new MarkdownIt({ html: true, linkify: true, breaks: false });
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  const environment = {};
  const all = markdown
    .parse(source, environment)
    .flatMap((token): Token[] => [token, ...(token.children ?? [])]);
  const read = new Set(['text', 'text_special', 'code_inline', 'fence', 'softbreak']);
  const plain = new Set([
    'inline',
    'text',
    'text_special',
    'code_inline',
    'softbreak',
    'paragraph_open',
    'paragraph_close',
  ]);
  const names = all.map(({ type }) => type).filter((type) => !plain.has(type));
  return {
    elements: census([...names, ...Object.keys(environment)]),
    links: all.flatMap((token) => (token.type === 'link_open' ? [String(token.attrGet('href'))] : [])),
    text: all.flatMap(({ type, content }) => (read.has(type) ? [content] : [])).join(''),
  };
}

interface Page {
  /** Elements with the names of their attributes. */
  readonly elements: Census;
  readonly links: readonly string[];
  /** What stands in `script` elements, in order. */
  readonly scripts: readonly string[];
  readonly text: string;
}

interface PageNode {
  readonly nodeName: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly PageNode[];
  readonly value?: string;
}

/** As a browser reads it: parse5 follows the HTML standard. */
export function parsedHtml(source: string): Page {
  const [elements, links, scripts, texts]: [string[], string[], string[], string[]] = [[], [], [], []];
  const walk = (node: PageNode, within: string) => {
    const { nodeName, attrs = [], childNodes = [], value = '' } = node;
    if (nodeName === '#text') (within === 'script' ? scripts : texts).push(value);
    else elements.push([nodeName, ...attrs.map(({ name }) => name).toSorted()].join(' '));
    for (const { name, value: address } of attrs) if (name === 'href' || name === 'src') links.push(address);
    for (const child of childNodes) walk(child, nodeName);
  };
  walk(parse(source), '');
  return { elements: census(elements), links, scripts, text: texts.join('') };
}

/** Elements with the names of their attributes; throws where it is no well-formed XML. */
export function parsedXml(source: string): Census {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) =>
    names.push([name, ...Object.keys(attributes).toSorted()].join(' ')),
  );
  for (const event of ['cdata', 'comment'] as const) parser.on(event, () => names.push(`#${event}`));
  parser.on('processinginstruction', ({ target }) => names.push(`?${target}`));
  parser.write(source).close();
  return census(names);
}

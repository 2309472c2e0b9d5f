import type { PageCode, PageData, PageFinding, PageRule, PageStep } from '../page-data.ts';
import { element } from './element.ts';
import { prose } from './prose.ts';

/** Everything about one finding, below its row. */
export function detail(finding: PageFinding, { rules, filesUrl }: PageData): HTMLElement {
  const rule = rules[finding.rule];
  return element(
    'div',
    { class: `detail edge-${finding.severity}` },
    prose(finding.message ?? finding.title),
    decision(finding),
    links(finding, filesUrl),
    finding.code && codeBlock(finding.code, `Code of ${finding.path ?? 'the finding'}`),
    finding.steps && steps(finding.steps, filesUrl),
    finding.fix === undefined ? undefined : fix(finding.fix),
    rule && explanation(rule, finding),
    suppression(finding, rule),
  );
}

function decision({ by, reason, previous }: PageFinding): HTMLElement | undefined {
  const lines = [
    ...(by === undefined ? [] : [`Suppressed by ${by}.`]),
    ...(reason === undefined ? [] : [`Reason: ${reason}`]),
    ...(previous === undefined ? [] : [`In the baseline: ${previous}`]),
  ];
  return lines.length === 0 ? undefined : element('p', { class: 'quiet text' }, lines.join('\n'));
}

function codeBlock(code: PageCode, label: string): HTMLElement {
  const lines = code.lines.map((text, index) => {
    const number = code.start + index;
    return element(
      'div',
      { class: isMarked(code, number) ? 'line marked' : 'line' },
      element('span', { class: 'number', 'aria-hidden': 'true' }, String(number)),
      element('code', {}, ...markedParts(code, number, text)),
    );
  });
  return element('div', { class: 'code', role: 'region', 'aria-label': label, tabindex: '0' }, ...lines);
}

function isMarked({ mark }: PageCode, number: number): boolean {
  return number >= mark.startLine && number <= mark.endLine;
}

/** A line with its flagged columns in a `mark`. */
function markedParts(code: PageCode, number: number, text: string): readonly (Node | string)[] {
  if (!isMarked(code, number)) return [text];
  const { startLine, endLine, startColumn = 1, endColumn } = code.mark;
  const from = number === startLine ? startColumn - 1 : (/\S/.exec(text)?.index ?? 0);
  const to = number === endLine && endColumn !== undefined ? endColumn - 1 : text.length;
  if (from >= to || from >= text.length) return [element('mark', {}, text)];
  return [text.slice(0, from), element('mark', {}, text.slice(from, to)), text.slice(to)];
}

function stepPlace(place: string, target: string | undefined, filesUrl: string | undefined): HTMLElement {
  const label = target === undefined || filesUrl === undefined ? place : link(place, `${filesUrl}${target}`);
  return element('span', { class: 'quiet at' }, label);
}

function steps(all: readonly PageStep[], filesUrl: string | undefined): HTMLElement {
  const items = all.map(({ message, place, code, link: target }, index) =>
    element(
      'li',
      {},
      element('span', { class: 'text' }, message),
      place === undefined ? undefined : stepPlace(place, target, filesUrl),
      // What several steps of one line have to show is shown once.
      code === undefined || all[index - 1]?.place === place
        ? undefined
        : element('code', { class: 'step' }, code),
    ),
  );
  return section('How it gets there', element('ol', { class: 'steps' }, ...items));
}

function fix(diff: string): HTMLElement {
  const lines = diff.split('\n').map((line) => {
    const kind = line.startsWith('+')
      ? 'added'
      : line.startsWith('-') && !line.startsWith('--- ')
        ? 'removed'
        : 'plain';
    return element('div', { class: `line ${kind}` }, element('code', {}, line));
  });
  const block = element(
    'div',
    { class: 'code', role: 'region', 'aria-label': 'Fix', tabindex: '0' },
    ...lines,
  );
  return section('Fix', block, copyButton('Copy the diff', diff));
}

function explanation(
  { id, scanner, name, description, help, url }: PageRule,
  { cwe, title, message }: PageFinding,
): HTMLElement {
  const said = message ?? title;
  // What the finding says stands above.
  const news = (text: string | undefined) => (text?.startsWith(said) ? text.slice(said.length).trim() : text);
  const [about, more] = [news(description), news(help)];
  return section(
    'The rule',
    element(
      'p',
      {},
      element('code', {}, id),
      ` of ${scanner}`,
      name === undefined || name === id ? '' : `: ${name}`,
    ),
    about === undefined || about === title ? undefined : prose(about),
    more === undefined ? undefined : prose(more),
    element(
      'p',
      { class: 'row' },
      url === undefined ? undefined : link(`About this rule, at ${new URL(url).hostname}`, url),
      ...cwe.map((number) => link(`CWE-${number}`, `https://cwe.mitre.org/data/definitions/${number}.html`)),
    ),
  );
}

function links({ link: place }: PageFinding, filesUrl: string | undefined): HTMLElement | undefined {
  if (place === undefined || filesUrl === undefined) return undefined;
  return element('p', {}, link('Open in Bitbucket', `${filesUrl}${place}`));
}

/** Ready for `.code-scan.yml`; JSON strings are YAML strings. */
function suppression({ fingerprint }: PageFinding, rule: PageRule | undefined): HTMLElement {
  const entry = [
    'suppressions:',
    `  - fingerprint: ${JSON.stringify(fingerprint)}`,
    ...(rule === undefined ? [] : [`    rule: ${JSON.stringify(rule.id)}`]),
    '    reason: "say why"',
  ].join('\n');
  return section(
    'To live with it',
    element('p', { class: 'quiet' }, 'Add this to .code-scan.yml on the destination branch, with a reason:'),
    element('pre', { tabindex: '0', role: 'region', 'aria-label': 'Suppression entry' }, entry),
    copyButton('Copy the entry', entry),
  );
}

function section(title: string, ...children: readonly (Node | undefined)[]): HTMLElement {
  return element('section', {}, element('h3', {}, title), ...children);
}

function link(text: string, href: string): HTMLElement {
  return element('a', { href, rel: 'noreferrer noopener', target: '_blank' }, text);
}

function copyButton(label: string, text: string): HTMLElement {
  const button = element('button', { type: 'button', class: 'small' }, label);
  button.addEventListener('click', () => {
    const told = (result: string) => {
      button.textContent = result;
      setTimeout(() => {
        button.textContent = label;
      }, 2000);
    };
    navigator.clipboard.writeText(text).then(
      () => told('Copied'),
      () => told('Copying is not allowed here: select the text'),
    );
  });
  return button;
}

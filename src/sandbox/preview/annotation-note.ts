import type { AnnotationState } from '../state.ts';
import { type Html, html, link } from './html.ts';

const tones: Readonly<Record<string, string>> = { CRITICAL: 'bad', HIGH: 'bad', MEDIUM: 'warn', LOW: 'info' };
const kinds = { VULNERABILITY: 'Vulnerability', CODE_SMELL: 'Code smell', BUG: 'Bug' } as const;

/** An annotation as Bitbucket puts it below its line: details and link on opening. */
export function annotationNote(annotation: AnnotationState, place?: Html): Html {
  const { summary, details, severity, annotation_type, link: url, result } = annotation;
  const level =
    severity === undefined
      ? ''
      : html`<span class="badge ${tones[severity] ?? ''}">${capitalised(severity)}</span> `;
  const outcome =
    result === undefined || result === 'FAILED'
      ? ''
      : html`<span class="badge">${capitalised(result)}</span> `;
  const head = html`${level}${outcome}<span class="kind">${kinds[annotation_type]}</span> ${summary} ${place}`;
  if (details === undefined && url === undefined) return html`<div class="annotation">${head}</div>`;
  const more = url === undefined ? '' : html`<p>${link(url, 'More about this')}</p>`;
  return html`<details class="annotation"><summary>${head}</summary><p class="text">${details}</p>${more}</details>`;
}

function capitalised(word: string): string {
  return `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`;
}

import type { Call } from '../call.ts';
import { callName } from './call-name.ts';
import { count, counted } from './format.ts';
import { type Html, html } from './html.ts';
import type { PreviewView } from './preview-view.ts';

/** Longer texts are cut: the page is for looking, `report.json` is for everything. */
const mostCharacters = 6000;
const mostCalls = 1000;

/** Every request in its order, bodies on opening. */
export function callsSection({ calls }: PreviewView): Html {
  const shown = calls.slice(0, mostCalls);
  const left = calls.length - shown.length;
  const rest = left === 0 ? '' : html`<p class="quiet">${counted(left, 'further call')} not shown.</p>`;
  const list =
    calls.length === 0
      ? html`<p class="quiet">No call was made.</p>`
      : html`<ol class="calls">${shown.map(callItem)}</ol>`;
  return html`<section aria-labelledby="calls"><h2 id="calls">API calls <span class="quiet">${count(calls.length)}</span></h2><p class="quiet">Everything that the pipe asked of Bitbucket in this run. Secrets are masked.</p>${list}${rest}</section>`;
}

function callItem(call: Call): Html {
  const { status, path, body, answer, fault } = call;
  const tone = status === undefined || status >= 400 ? (isQuestion(call) ? 'warn' : 'bad') : 'good';
  const [pathname = '', query] = path.split('?', 2);
  const head = html`<span class="badge ${tone}">${status ?? 'no answer'}</span> <span class="name">${callName(call)}</span>${fault === undefined ? '' : html` <span class="badge warn">${fault}</span>`} <code class="path">${pathname.replace(/^\/2\.0\/repositories\/[^/]+\/[^/]+/, '')}</code>`;
  const address = html`<p class="note"><code>${pathname}</code></p>`;
  const asked = bodyBlock('Query', query === undefined ? undefined : readable(query));
  const sent = bodyBlock('Sent', body);
  const received = bodyBlock('Received', answer);
  return html`<li><details><summary>${head}</summary>${address}${asked}${sent}${received}${body === undefined && (answer === undefined || answer === '') ? html`<p class="quiet note">No body either way.</p>` : ''}</details></li>`;
}

/** Whether something is there: no is an answer. */
function isQuestion({ method, status }: Call): boolean {
  return method === 'GET' && status === 404;
}

/** A line for each parameter, as it was meant. */
function readable(query: string): string {
  return [...new URLSearchParams(query)].map(([name, value]) => `${name} = ${value}`).join('\n');
}

function bodyBlock(title: string, value: unknown): Html {
  if (value === undefined || value === '') return html``;
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const cut =
    text.length > mostCharacters
      ? `${text.slice(0, mostCharacters)}\n… ${count(text.length - mostCharacters)} more characters`
      : text;
  return html`<p class="note">${title}</p><pre><code>${cut}</code></pre>`;
}

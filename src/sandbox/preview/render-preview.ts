import { createHash } from 'node:crypto';
import type { SandboxState } from '../state.ts';
import { buildsPanel } from './builds-panel.ts';
import { callsSection } from './calls-section.ts';
import { conversationSection } from './conversation-section.ts';
import { diffSection } from './diff-section.ts';
import { Html, html } from './html.ts';
import { insightsPanel } from './insights-panel.ts';
import { pageHeader, pageTitle } from './page-header.ts';
import { type PreviewExtras, previewView } from './preview-view.ts';
import { sincePanel } from './since-panel.ts';
import { previewStyle } from './style.ts';

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%230b66d0'/%3E%3Cpath d='M4 8.5l2.6 2.6L12 5.5' fill='none' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E";

/**
 * One page that shows the pull request as Bitbucket would, with what the run did: a single HTML file that needs no
 * network, runs no script and may load nothing. Everything in the state is taken for hostile text.
 */
export function renderPreview(state: SandboxState, extras: PreviewExtras): string {
  const view = previewView(state, extras);
  const hash = createHash('sha256').update(previewStyle).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${pageTitle(view)}</title>
<link rel="icon" href="${icon}">
<style>${new Html(previewStyle)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the pull request</a>
${pageHeader(view)}
<main id="main">
<div class="side">${buildsPanel(view)}${insightsPanel(view)}${sincePanel(view)}</div>
<div class="content">${conversationSection(view)}${diffSection(view)}${callsSection(view)}</div>
</main>
</body>
</html>
`;
  return page.markup;
}

import { createHash } from 'node:crypto';
import type { Report } from '../../core/report.ts';
import type { SourceTree } from '../../core/source-tree.ts';
import { htmlText, jsonForScript } from '../html-escape.ts';
import { grouped, shortCommit } from '../wording.ts';
import { mostFindings, pageFindings } from './page-findings.ts';
import { pageHeader, pageLists } from './page-header.ts';
import { pageScript } from './page-script.generated.ts';
import { pageStyle } from './page-style.ts';
import { RuleTable } from './rule-table.ts';

/**
 * `report.html`, piece by piece: one file that works from a disk, asks no network and runs no script but its own.
 * At most `mostFindings` findings and some 25 MB, whatever the report holds.
 */
export async function* reportHtml(report: Report, source: SourceTree): AsyncGenerator<string> {
  yield head(report);
  yield `<body>
<a class="skip" href="#findings">To the findings</a>
${pageHeader(report)}
<main>
${findingsSection(report)}
${pageLists(report)}
</main>
<script type="application/json" id="data">{"findings":[`;
  const rules = new RuleTable();
  let separator = '';
  for await (const finding of pageFindings(report, source, rules)) {
    yield `${separator}${jsonForScript(finding)}`;
    separator = ',\n';
  }
  const filesUrl = report.repositoryUrl && `${report.repositoryUrl}/src/${report.change.commit}/`;
  yield `],"rules":${jsonForScript(rules.rules)}${filesUrl === undefined ? '' : `,"filesUrl":${jsonForScript(filesUrl)}`}}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

/** Nothing but this page's own style and script, by their hashes; whatever a text might smuggle in does nothing. */
function head({ change }: Report): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(pageScript)}'`,
    `style-src '${hashOf(pageStyle)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types',
  ].join('; ');
  const title = change.commit === '' ? 'Code scan' : `Code scan of ${shortCommit(change.commit)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${htmlText(title)}</title>
<style>${pageStyle}</style>
</head>
`;
}

function findingsSection({ findings }: Report): string {
  const cut = findings.length - mostFindings;
  const note =
    cut > 0
      ? `<p class="quiet">The first ${grouped(mostFindings)} of ${grouped(findings.length)} findings; report.json has them all.</p>`
      : '';
  return `<section class="card" id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${note}<noscript><p>This list needs JavaScript. The same findings are in report.md, report.csv and report.json.</p></noscript>
<div id="app" hidden>
<div class="tools"><label>Search <input type="search" id="search" placeholder="Words, path, rule, CWE …" autocomplete="off" spellcheck="false"></label><button type="button" id="clear" hidden>Show all</button><span id="count" class="quiet" role="status"></span></div>
<div class="columns"><details id="filters" class="filters"><summary>Filters</summary><div id="facets"></div></details><div><div id="table"></div><nav id="pager" class="pager" aria-label="Pages"></nav></div></div>
</div>
</section>`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

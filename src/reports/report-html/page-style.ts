const colours = `
:root { color-scheme: light dark;
  --page: #f4f5f7; --card: #fff; --text: #18202b; --quiet: #566173; --line: #dde2ea; --soft: #f0f2f6; --link: #0a57c2;
  --mark: #ffe59a; --added: #e0f5e7; --removed: #fde8e8; --track: #e8ebf0;
  --critical: #9d174d; --high: #b42318; --medium: #8a5200; --low: #175cd3; --good: #0b6b3a;
  --on: #fff; --shadow: 0 1px 2px rgb(16 24 40 / .06), 0 1px 3px rgb(16 24 40 / .08); }
@media (prefers-color-scheme: dark) { :root {
  --page: #0f1318; --card: #181d25; --text: #e2e7ef; --quiet: #a0abbb; --line: #2c3541; --soft: #212833; --link: #86b6ff;
  --mark: #5f4b0a; --added: #123321; --removed: #401a1e; --track: #262e39;
  --critical: #ff9dc4; --high: #ff9c94; --medium: #f2bd62; --low: #9cc3ff; --good: #74d99f;
  --on: #10151b; --shadow: none; } }`;

const page = `
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Ubuntu, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, dl, dd, pre, fieldset { margin: 0; padding: 0; border: 0; }
h1 { font-size: 1.55rem; line-height: 1.3; letter-spacing: -.01em; } h2 { font-size: 1.15rem; margin-bottom: .6rem; }
h3 { font-size: .95rem; margin: 1.2rem 0 .4rem; }
a { color: var(--link); text-underline-offset: 2px; }
code, pre { font: .87em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; padding: .5rem; background: var(--card); z-index: 2; }
header, .figures, main { max-width: 1440px; margin: 0 auto; padding: 0 28px; }
header { padding-top: 26px; } main { padding-bottom: 28px; }
.quiet { color: var(--quiet); } .text { white-space: pre-wrap; } .foot { margin-top: 18px; font-size: .9rem; }
.verdict { display: inline-block; margin-left: .15em; padding: .02em .6em; border-radius: 999px; font-size: .8em; vertical-align: .06em; color: var(--on); background: var(--quiet); }
.passed .verdict { background: var(--good); } .failed .verdict, .incomplete .verdict { background: var(--high); }
.passed .verdict::before { content: "✓ " / ""; } .failed .verdict::before { content: "✕ " / ""; } .incomplete .verdict::before { content: "! " / ""; }
.facts { display: flex; flex-wrap: wrap; gap: .15rem 1.3rem; margin: .5rem 0 0; color: var(--quiet); list-style: none; }
.reasons { margin: .9rem 0 0; padding: .7rem 1rem; list-style: none; border-left: 4px solid var(--quiet); border-radius: 0 8px 8px 0; background: var(--card); box-shadow: var(--shadow); }
.failed .reasons, .incomplete .reasons { border-color: var(--high); } .passed .reasons { border-color: var(--good); }
.reasons li + li { margin-top: .4rem; }
.tiles { display: grid; grid-template-columns: 2fr repeat(5, minmax(0, 1fr)); margin: 1.1rem 0 .9rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); box-shadow: var(--shadow); overflow: hidden; }
.tile { padding: 12px 16px; overflow-wrap: normal; } .tile + .tile { border-left: 1px solid var(--line); }
.tile dt { color: var(--quiet); font-size: .87rem; }
.tile dd { display: flex; flex-wrap: wrap; align-items: center; gap: .15rem .4rem; font-size: 1.7rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tile.zero dd { color: var(--quiet); font-weight: 400; }
.trend { width: 100%; height: 10px; display: block; border-radius: 5px; background: var(--track); }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin-top: .35rem; font-size: .87rem; color: var(--quiet); list-style: none; }
.legend svg { width: 10px; height: 10px; margin-right: .4em; }
.c-new { fill: var(--high); } .c-unsure { fill: var(--medium); } .c-before { fill: var(--quiet); }
.c-suppressed { fill: var(--low); } .c-fixed { fill: var(--good); }
section.card { margin-top: 18px; padding: 18px 20px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); box-shadow: var(--shadow); }
details > summary { cursor: pointer; font-weight: 650; font-size: 1.05rem; }
details[open] > summary { margin-bottom: .5rem; }
.badge { display: inline-block; padding: .08rem .55rem; border-radius: 999px; font-size: .82rem; font-weight: 650; line-height: 1.45; white-space: nowrap; letter-spacing: 0; background: color-mix(in srgb, currentColor 11%, transparent); }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .5rem .6rem; border-bottom: 1px solid var(--line); }
tbody tr:last-child td { border-bottom: 0; }
thead th { white-space: nowrap; font-size: .87rem; color: var(--quiet); }`;

const app = `
.tools { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin-bottom: 14px; }
.tools label { flex: 1 1 260px; display: flex; gap: .6rem; align-items: center; }
input[type=search] { flex: 1; min-width: 0; font: inherit; color: inherit; padding: .45rem .75rem; border: 1px solid var(--quiet); border-radius: 8px; background: var(--card); }
button { font: inherit; color: var(--link); background: none; border: 1px solid var(--line); border-radius: 7px; padding: .3rem .75rem; cursor: pointer; }
button:hover { background: var(--soft); }
button:disabled { color: var(--quiet); cursor: default; } button.small { font-size: .87rem; padding: .15rem .6rem; }
#count { font-variant-numeric: tabular-nums; }
.columns { display: grid; grid-template-columns: 220px minmax(0, 1fr); gap: 28px; }
.facet { margin-bottom: 18px; min-width: 0; } .facet legend { font-weight: 650; font-size: .87rem; color: var(--quiet); padding: 0 0 .15rem; }
.choice { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: .1rem .5rem; align-items: center; font-size: .9rem; padding: .2rem .3rem; margin: 0 -.3rem; border-radius: 6px; cursor: pointer; }
.choice:hover { background: var(--soft); } .choice input { margin: 0; accent-color: var(--link); }
.choice .value { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .choice .count { color: var(--quiet); font-variant-numeric: tabular-nums; }
.choice .bar { grid-column: 2 / 4; display: flex; height: 5px; min-width: 3px; border-radius: 3px; overflow: hidden; background: var(--track); }
.bar > span { flex: 0 1 0; } .of-critical { background: var(--critical); } .of-high { background: var(--high); } .of-medium { background: var(--medium); } .of-low { background: var(--low); }
#table table { table-layout: fixed; }
th.severity { width: 6.6rem; } th.place { width: 25%; } th.rule { width: 19%; } th.disposition { width: 7.6rem; }
th button { border: 0; padding: 0; color: inherit; font-weight: 650; } th button:hover { background: none; text-decoration: underline; }
th[aria-sort=ascending], th[aria-sort=descending] { color: var(--text); }
th[aria-sort=ascending] button::after { content: " ↑" / ""; } th[aria-sort=descending] button::after { content: " ↓" / ""; }
tr.finding:hover td { background: var(--soft); }
td.rule, td.disposition { font-size: .9rem; color: var(--quiet); } td.disposition.is-active { color: var(--text); font-weight: 600; }
button.title { border: 0; padding: 0 0 0 1.1em; text-indent: -1.1em; text-align: left; color: var(--text); font-weight: 500; }
button.title::before { content: "▸" / ""; display: inline-block; width: 1.1em; text-indent: 0; color: var(--quiet); } button.title[aria-expanded=true]::before { content: "▾" / ""; }
button.title:hover { background: none; text-decoration: underline; }
tr.open td, tr.open:hover td, tr.unfolded td { background: var(--soft); } tr.open td { border-bottom: 0; }
tr.unfolded > td { padding: 0 .6rem 1rem; }
.detail { max-width: 1080px; padding: .9rem 1.2rem 1.1rem; border: 1px solid var(--line); border-left: 4px solid; border-radius: 0 8px 8px 0; background: var(--card); } .detail > * + * { margin-top: .6rem; }
.edge-critical { border-left-color: var(--critical); } .edge-high { border-left-color: var(--high); } .edge-medium { border-left-color: var(--medium); } .edge-low { border-left-color: var(--low); }
.detail section > * + * { margin-top: .4rem; } .prose > * + * { margin-top: .5rem; } .prose ul { padding-left: 1.3rem; }
.prose > :first-child { margin-top: 0; }
.filters > summary { display: none; }
.row { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
.code, .detail pre { border: 1px solid var(--line); border-radius: 8px; background: var(--page); overflow-x: auto; padding: .45rem 0; }
.detail pre { padding: .6rem .8rem; } .code .line { display: flex; min-width: max-content; padding-right: .8rem; }
.code .number { flex: none; width: 3.8rem; padding-right: .9rem; text-align: right; color: var(--quiet); user-select: none; font: .8em/1.85 ui-monospace, monospace; }
.code code { white-space: pre; padding-left: .8rem; tab-size: 4; } .code .number + code { padding-left: 0; }
.marked { background: var(--soft); box-shadow: inset 3px 0 var(--medium); } mark { background: var(--mark); color: inherit; border-radius: 3px; padding: .08em 0; }
.line.added { background: var(--added); } .line.removed { background: var(--removed); }
.detail ol.steps { list-style: none; counter-reset: step; padding: 0; }
.steps li { position: relative; counter-increment: step; padding: 0 0 .7rem 2.2rem; }
.steps li::before { content: counter(step); position: absolute; left: 0; top: .05rem; width: 1.5rem; height: 1.5rem; border-radius: 50%; background: var(--soft); border: 1px solid var(--line); font-size: .8rem; line-height: 1.4rem; text-align: center; }
.steps li:not(:last-child)::after { content: ""; position: absolute; left: .75rem; top: 1.6rem; bottom: 0; border-left: 1px solid var(--quiet); }
.steps .at { font-size: .87rem; margin-left: .6rem; }
.step { display: block; white-space: pre-wrap; margin-top: .15rem; padding: .15rem .5rem; border-radius: 5px; background: var(--page); }
.pager { display: flex; gap: 12px; align-items: center; justify-content: center; margin-top: 14px; }
.nothing { padding: 3rem 0; text-align: center; color: var(--quiet); }
@media (max-width: 1000px) { .tiles { grid-template-columns: repeat(3, minmax(0, 1fr)); } .tile { border-bottom: 1px solid var(--line); margin-bottom: -1px; } .tile:nth-child(4) { border-left: 0; } }
@media (max-width: 760px) {
  header, .figures, main { padding-left: 12px; padding-right: 12px; } section.card { padding: 14px 12px; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); } 
  .tile { padding: 8px 12px; } .tile:first-child { grid-column: 1 / -1; } .tile + .tile { border-left: 0; } .tile:nth-child(odd) { border-left: 1px solid var(--line); }
  .columns { display: block; } .filters > summary { display: list-item; font-size: 1rem; } .filters { margin-bottom: 12px; }
  #table table, #table thead, #table tbody, #table tr, #table th, #table td { display: block; }
  #table thead tr { display: flex; flex-wrap: wrap; gap: .2rem .9rem; padding-bottom: .4rem; } #table th { padding: .2rem 0; border: 0; width: auto; }
  #table td { border: 0; padding: 0; }
  #table tr.finding { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: .15rem .6rem; padding: .6rem 0; border-top: 1px solid var(--line); }
  #table td.what { grid-column: 1 / -1; grid-row: 1; } #table td.place { grid-column: 1 / -1; grid-row: 2; }
  #table td.severity, #table td.rule, #table td.disposition { grid-row: 3; }
  #table tr.open, #table tr.unfolded { background: none; } tr.open td, tr.unfolded td { background: none; } .detail { padding: .7rem; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --text: #000; --quiet: #444; --line: #bbb; --soft: #f2f2f2; --shadow: none; }
  .skip, .tools, .filters, .pager, button.small { display: none; } .columns { display: block; }
  section.card { border: 0; padding: 0; } tr, .code { break-inside: avoid; } .code .line { min-width: 0; } .code code { white-space: pre-wrap; }
}`;

/** The whole style of the page; its hash stands in the page's content security policy. */
export const pageStyle = `${colours}${page}${app}`;

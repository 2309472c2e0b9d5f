const colours = `
:root { color-scheme: light dark;
  --page: #f5f6f8; --card: #fff; --text: #1b2430; --quiet: #566173; --line: #d6dce5; --soft: #edf0f4; --link: #0a57c2;
  --mark: #ffe7a3; --added: #e0f5e7; --removed: #fde8e8;
  --critical: #9d174d; --high: #b42318; --medium: #8a5200; --low: #175cd3; --good: #0b6b3a; }
@media (prefers-color-scheme: dark) { :root {
  --page: #12161c; --card: #1a1f27; --text: #dfe5ee; --quiet: #a0abbb; --line: #353e4b; --soft: #252c36; --link: #86b6ff;
  --mark: #5a4708; --added: #123321; --removed: #401a1e;
  --critical: #ff9dc4; --high: #ff9c94; --medium: #f2bd62; --low: #9cc3ff; --good: #74d99f; } }`;

const page = `
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Ubuntu, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, dl, dd, pre, fieldset { margin: 0; padding: 0; border: 0; }
h1 { font-size: 1.5rem; line-height: 1.3; } h2 { font-size: 1.15rem; margin-bottom: .6rem; }
h3 { font-size: .95rem; margin: 1rem 0 .35rem; }
a { color: var(--link); text-underline-offset: 2px; }
code, pre { font: .87em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; padding: .5rem; background: var(--card); z-index: 2; }
header, main, footer { max-width: 1400px; margin: 0 auto; padding: 20px 24px; }
main { padding-top: 0; }
.quiet { color: var(--quiet); } .text { white-space: pre-wrap; }
.verdict { display: inline-block; padding: 0 .55em; border-radius: 6px; color: var(--card); background: var(--quiet); }
.verdict.passed { background: var(--good); } .verdict.failed, .verdict.incomplete { background: var(--high); }
.facts { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .5rem 0; color: var(--quiet); list-style: none; }
.reasons { margin: .6rem 0; padding-left: 1.2rem; }
.tiles { display: flex; flex-wrap: wrap; gap: 10px; margin: 1rem 0 .8rem; }
.tile { flex: 1 1 125px; padding: 10px 14px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.tile dt { color: var(--quiet); font-size: .87rem; } .tile dd { font-size: 1.6rem; font-weight: 650; line-height: 1.2; }
.tile { overflow-wrap: normal; } .tile span { font-size: .87rem; white-space: nowrap; margin-right: .3em; }
.trend { width: 100%; height: 12px; display: block; border-radius: 6px; background: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin-top: .3rem; font-size: .87rem; color: var(--quiet); list-style: none; }
.legend svg { width: 10px; height: 10px; margin-right: .35em; }
.c-new { fill: var(--high); } .c-unsure { fill: var(--medium); } .c-before { fill: var(--quiet); }
.c-suppressed { fill: var(--low); } .c-fixed { fill: var(--good); }
section.card { margin-top: 18px; padding: 16px 18px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
details > summary { cursor: pointer; font-weight: 650; font-size: 1.15rem; }
details[open] > summary { margin-bottom: .6rem; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); }
thead th { white-space: nowrap; }`;

const app = `
.tools { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin-bottom: 10px; }
.tools label { flex: 1 1 260px; display: flex; gap: .5rem; align-items: center; }
input[type=search] { flex: 1; min-width: 0; font: inherit; color: inherit; padding: .4rem .6rem; border: 1px solid var(--quiet); border-radius: 6px; background: var(--page); }
button { font: inherit; color: var(--link); background: none; border: 1px solid var(--line); border-radius: 6px; padding: .3rem .7rem; cursor: pointer; }
button:disabled { color: var(--quiet); cursor: default; } button.small { font-size: .87rem; padding: .1rem .55rem; }
.columns { display: grid; grid-template-columns: 230px minmax(0, 1fr); gap: 22px; }
.facet { margin-bottom: 14px; } .facet legend { font-weight: 650; padding: 0; }
.choice { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 .45rem; align-items: center; font-size: .9rem; padding: .1rem 0; cursor: pointer; }
.choice .value { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .choice .count { color: var(--quiet); font-variant-numeric: tabular-nums; }
.choice .bar { grid-column: 2 / 4; height: 4px; width: var(--share); min-width: 1px; border-radius: 2px; background: var(--quiet); }
.bar.critical { background: var(--critical); } .bar.high { background: var(--high); } .bar.medium { background: var(--medium); } .bar.low { background: var(--low); }
th button { border: 0; padding: 0; color: inherit; font-weight: 650; }
th[aria-sort=ascending] button::after { content: " ▲" / ""; } th[aria-sort=descending] button::after { content: " ▼" / ""; }
td.what { width: 36%; } td.rule, td.place { font-size: .9rem; } td.rule, td.disposition { color: var(--quiet); }
button.title { border: 0; padding: 0; text-align: left; color: var(--text); font-weight: 500; }
button.title::before { content: "▸ " / ""; color: var(--quiet); } button.title[aria-expanded=true]::before { content: "▾ " / ""; }
button.title:hover { text-decoration: underline; }
.badge { font-weight: 650; }
tr.open td, tr.unfolded td { background: var(--soft); } tr.open td { border-bottom: 0; }
.detail { max-width: 1000px; padding: 0 0 .8rem; } .detail > * + * { margin-top: .6rem; }
.detail section > * + * { margin-top: .35rem; } .prose > * + * { margin-top: .5rem; } .prose ul { padding-left: 1.3rem; }
.filters > summary { display: none; }
.row { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
.code, .detail pre { border: 1px solid var(--line); border-radius: 6px; background: var(--card); overflow-x: auto; padding: .4rem 0; }
.detail pre { padding: .5rem .7rem; } .code .line { display: flex; min-width: max-content; padding-right: .7rem; }
.code .number { flex: none; width: 3.6rem; padding-right: .8rem; text-align: right; color: var(--quiet); user-select: none; font: .8em/1.85 ui-monospace, monospace; }
.code code { white-space: pre; padding-left: .7rem; } .code .number + code { padding-left: 0; }
.marked { background: var(--soft); } mark { background: var(--mark); color: inherit; border-radius: 2px; }
.line.added { background: var(--added); } .line.removed { background: var(--removed); }
.step { display: block; white-space: pre-wrap; } .detail ol { padding-left: 1.4rem; }
.pager { display: flex; gap: 12px; align-items: center; justify-content: center; margin-top: 12px; }
.nothing { padding: 2rem 0; text-align: center; color: var(--quiet); }
@media (max-width: 760px) {
  header, main, footer { padding-left: 12px; padding-right: 12px; } section.card { padding: 12px; }
  .columns { display: block; } .filters > summary { display: list-item; font-size: 1rem; } .filters { margin-bottom: 12px; }
  #table table, #table thead, #table tbody, #table tr, #table th, #table td { display: block; }
  #table thead tr { display: flex; flex-wrap: wrap; gap: .2rem .9rem; } #table th { padding: .2rem 0; border: 0; }
  #table td { border: 0; padding: .05rem 0; } #table td.what { width: auto; }
  #table tr.finding { padding: .5rem 0; border-top: 1px solid var(--line); } #table tr.open, #table tr.unfolded { background: var(--soft); padding-left: .5rem; padding-right: .5rem; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --text: #000; --quiet: #444; --line: #bbb; --soft: #f2f2f2; }
  .skip, .tools, .filters, .pager, button.small { display: none; } .columns { display: block; }
  section.card { border: 0; padding: 0; } tr, .code { break-inside: avoid; } .code .line { min-width: 0; } .code code { white-space: pre-wrap; }
}`;

/** The whole style of the page; its hash stands in the page's content security policy. */
export const pageStyle = `${colours}${page}${app}`;

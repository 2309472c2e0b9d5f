import { diffStyle } from './diff-style.ts';

const tokens = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1c2430; --quiet: #586274; --line: #d9dee6; --soft: #eef1f5;
  --link: #0b57c2; --good: #0a6b3b; --good-soft: #def5e7; --bad: #ac1f2d; --bad-soft: #fde6e6;
  --warn: #7d4a00; --warn-soft: #fdf0d2; --info: #0b4fb0; --info-soft: #e1edfd; --fresh: #5b2ba8; --fresh-soft: #eee6fc;
  --added: #e3f6e9; --removed: #fdeaea; --sans: system-ui, -apple-system, "Segoe UI", Roboto, Ubuntu, sans-serif;
  --mono: ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181f; --card: #1b2029; --text: #dfe4ec; --quiet: #9aa5b6; --line: #323a47; --soft: #252c37;
    --link: #83b4ff; --good: #71d69b; --good-soft: #123322; --bad: #ff9a9f; --bad-soft: #431a20;
    --warn: #f0bf63; --warn-soft: #3a2a0c; --info: #93bfff; --info-soft: #14294a; --fresh: #c9abff; --fresh-soft: #2d1f4a;
    --added: #14301f; --removed: #3a1c20;
  }
}`;

const page = `
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 var(--sans); overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, dl, dd, pre, table { margin: 0; padding: 0; }
h1 { font-size: 1.5rem; line-height: 1.3; font-weight: 650; }
h2 { font-size: 1.1rem; line-height: 1.4; font-weight: 650; margin-bottom: .6rem; }
h3 { font-size: 1rem; font-weight: 600; }
a { color: var(--link); text-underline-offset: 2px; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
:target { outline: 2px solid var(--link); outline-offset: -2px; }
code, pre { font-family: var(--mono); font-size: .87em; }
summary { cursor: pointer; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; top: 0; padding: .5rem 1rem; background: var(--card); z-index: 2; }
.skip:focus { left: 0; }
.quiet { color: var(--quiet); font-weight: normal; }
.plain { list-style: none; }
.text { white-space: pre-wrap; }
.plus { color: var(--good); } .minus { color: var(--bad); }
.strip { margin: 0 -24px 1rem; padding: .4rem 24px; background: var(--info-soft); color: var(--info); font-size: .87rem; }
.top { padding: 0 24px 1.2rem; background: var(--card); border-bottom: 1px solid var(--line); }
.crumbs { color: var(--quiet); font-size: .87rem; }
.ends { margin-top: .5rem; display: flex; flex-wrap: wrap; gap: .15rem .45rem; align-items: center; }
.ends code, .markdown code { background: var(--soft); border-radius: 4px; padding: .1em .35em; }
main { display: grid; grid-template-columns: minmax(0, 1fr) 350px; gap: 24px; padding: 20px 24px 60px; max-width: 1500px; margin: 0 auto; }
.content { grid-column: 1; grid-row: 1; min-width: 0; }
.side { grid-column: 2; grid-row: 1; min-width: 0; }
.content > section { margin-bottom: 2.2rem; }
.panel, .card, .thread, .file { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.panel { padding: 14px 16px; margin-bottom: 16px; }
.panel .plain > li + li { margin-top: .7rem; }
.panel h3 { margin-top: .4rem; }
.panel p { margin-top: .25rem; }
.badge { display: inline-block; padding: 0 .5em; border-radius: 5px; background: var(--soft); color: var(--quiet); font-size: .78rem; font-weight: 600; line-height: 1.65; white-space: nowrap; }
.badge.good { background: var(--good-soft); color: var(--good); }
.badge.bad { background: var(--bad-soft); color: var(--bad); }
.badge.warn { background: var(--warn-soft); color: var(--warn); }
.badge.info { background: var(--info-soft); color: var(--info); }
.badge.fresh { background: var(--fresh-soft); color: var(--fresh); }
.data { margin: .6rem 0; border-top: 1px solid var(--line); }
.data div { display: flex; justify-content: space-between; gap: 1rem; padding: .25rem 0; border-bottom: 1px solid var(--line); }
.data dt { color: var(--quiet); }
.data dd { text-align: right; font-weight: 600; }
.list > summary { margin: .5rem 0; font-weight: 600; }
.panel .list li + li { margin-top: .4rem; }
.changes { padding-left: 1.1rem; }
.changes + p { margin-top: .7rem; }
.numbers { width: 100%; margin-top: .6rem; border-collapse: collapse; font-size: .87rem; }
.numbers th, .numbers td { padding: .25rem 0; border-bottom: 1px solid var(--line); text-align: right; font-weight: normal; }
.numbers th:first-child { text-align: left; }
.numbers thead { color: var(--quiet); }
@media (max-width: 1000px) {
  main { grid-template-columns: minmax(0, 1fr); padding: 16px 12px 40px; gap: 4px; }
  .side, .content { grid-column: 1; grid-row: auto; }
  .top { padding: 0 12px 1rem; }
  .strip { margin: 0 -12px .8rem; padding: .4rem 12px; }
  h1 { font-size: 1.25rem; }
}
@media print { body { background: none; } .calls { display: none; } }`;

const talk = `
.card { padding: 14px 16px; margin-bottom: 12px; }
.thread { margin-bottom: 12px; }
.thread > summary { padding: .55rem 14px; color: var(--quiet); }
.thread .fold-text { font-size: .9rem; }
.comment { padding: 12px 14px; }
.comment + .comment { border-top: 1px solid var(--line); margin-left: 14px; padding-left: 12px; border-left: 2px solid var(--line); }
.by { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem .5rem; }
.who { font-weight: 600; }
.when { color: var(--quiet); font-size: .84rem; }
.avatar { display: inline-grid; place-items: center; width: 1.8rem; height: 1.8rem; border-radius: 50%; color: #fff; font-size: .68rem; font-weight: 700; }
.avatar-0 { background: #0b57c2; } .avatar-1 { background: #0a6b3b; } .avatar-2 { background: #8f3f00; }
.avatar-3 { background: #7a2e8e; } .avatar-4 { background: #a3243b; } .avatar-5 { background: #245e70; }
.note { padding: .5rem 14px 0; color: var(--quiet); font-size: .87rem; }
.markdown { margin-top: .4rem; }
.markdown > * + * { margin-top: .6rem; }
.markdown .heading { font-weight: 650; font-size: 1.02rem; }
.markdown .level-1 { font-size: 1.25rem; } .markdown .level-2 { font-size: 1.12rem; }
.markdown ul, .markdown ol { padding-left: 1.4rem; }
.markdown pre, .calls pre { padding: .6rem .8rem; border-radius: 6px; background: var(--soft); white-space: pre-wrap; }
.markdown pre code { background: none; padding: 0; }
.markdown ins { background: var(--added); text-decoration: none; } .markdown del { background: var(--removed); text-decoration: none; }
.markdown blockquote { margin: .6rem 0 0; padding-left: .8rem; border-left: 3px solid var(--line); color: var(--quiet); }
.markdown table { border-collapse: collapse; display: block; max-width: 100%; overflow-wrap: anywhere; }
.markdown th, .markdown td { padding: .25rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
.markdown .right { text-align: right; } .markdown .center { text-align: center; }
.markdown hr { border: 0; border-top: 1px solid var(--line); }
.image { color: var(--quiet); }
.annotation { padding: .5rem .7rem; border: 1px solid var(--line); border-left: 3px solid var(--warn); border-radius: 6px; background: var(--card); font-size: .9rem; }
.annotation p { margin-top: .35rem; }
.kind, .place { color: var(--quiet); font-size: .87rem; }
a.place { color: var(--link); }
.calls { list-style: none; border: 1px solid var(--line); border-radius: 8px; background: var(--card); margin-top: .6rem; }
.calls li + li { border-top: 1px solid var(--line); }
.calls summary { padding: .4rem 12px; }
.calls .path { color: var(--quiet); font-size: .8em; } .calls .badge { min-width: 2.9em; text-align: center; }
.calls pre { margin: .3rem 12px .7rem; max-height: none; }
.calls .name { font-weight: 600; }`;

/** All of the page's style. The policy of the page names it by its hash. */
export const previewStyle = `${tokens}${page}${talk}${diffStyle}\n`;

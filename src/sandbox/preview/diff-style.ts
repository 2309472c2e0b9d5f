/** How files, lines and what stands between them look. Text wraps, so that nothing needs to be scrolled sideways. */
export const diffStyle = `
.file { margin-bottom: 14px; }
.file > summary { padding: .6rem 14px; position: sticky; top: 0; z-index: 1; background: var(--card); border-radius: 8px; }
.file > summary h3 { display: inline; font-family: var(--mono); font-size: .9rem; }
.file > .annotation { margin: 0 14px 8px; }
.file > .note { padding: .5rem 14px 1rem; }
.diff { width: 100%; border-collapse: collapse; table-layout: fixed; border-top: 1px solid var(--line); }
.diff td { padding: 0; vertical-align: top; }
.diff .number-column { width: 3.2rem; }
.diff .number { padding: 0 .6em; text-align: right; color: var(--quiet); font: .8rem/1.6 var(--mono); user-select: none; }
.diff .text { padding: 0 .8em; font: .84rem/1.55 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
.diff .sign { display: inline-block; width: 1.3em; color: var(--quiet); user-select: none; }
.diff .added { background: var(--added); } .diff .removed { background: var(--removed); }
.diff .hunk td { padding: .25rem 14px; background: var(--soft); font-size: .8rem; }
.diff .talk > td { padding: 10px 14px 2px; background: var(--page); border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.diff .talk .annotation { margin-bottom: 8px; }
.diff .thread { max-width: 860px; margin-bottom: 8px; }
.outdated { padding: 4px 14px 8px; border-top: 1px solid var(--line); }
.outdated > .note { padding: .4rem 0 .5rem; }
@media (max-width: 1000px) {
  .diff .number-column { width: 1.9rem; }
  .diff .number { padding: 0 .3em 0 0; font-size: .7rem; line-height: 1.85; }
  .diff .text { padding: 0 .4em; }
  .diff .talk > td { padding: 8px 6px 1px; }
  .file > summary { position: static; }
}`;

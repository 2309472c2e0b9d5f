import MarkdownIt from 'markdown-it';

/**
 * Markdown as Bitbucket renders it in comments: HTML is escaped into visible text, link reference definitions
 * vanish, tables and strike-through work, an address with its scheme becomes a link. Links with a dangerous scheme
 * stay text, which markdown-it sees to.
 */
export function bitbucketMarkdown(raw: string): string {
  const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false });
  // Otherwise `main.py` would be a link to a host in Paraguay.
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  return markdown.render(raw).trimEnd();
}

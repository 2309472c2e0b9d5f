import { showsLine } from '../diff-file.ts';
import { lineId } from './line-id.ts';
import type { PreviewView } from './preview-view.ts';

/**
 * Where a link of a comment leads on this page: lines of the commit that the diff shows, and comments of this pull
 * request, stand on it, while Bitbucket may never have seen them. What is no whole address is one of Bitbucket's: beside
 * a page on a disk `//host/x` would be a file of that host. Any other stays as it is.
 */
export function pageLink(given: string, { state, pullRequest, commit, files }: PreviewView): string {
  const url = URL.parse(given) ?? URL.parse(given, 'https://bitbucket.org/');
  const href = given.startsWith('#') || URL.canParse(given) ? given : (url?.href ?? '#');
  const { workspace, slug } = state.repository;
  const [root, kind, rest] = splitPath(url?.pathname ?? '');
  if (url?.origin !== 'https://bitbucket.org' || pullRequest === undefined || root !== `${workspace}/${slug}`)
    return href;
  if (kind === 'pull-requests') {
    const comment = Number(/^#comment-(\d+)$/.exec(url.hash)?.[1]);
    const isShown = state.comments.some(
      ({ id, pull_request }) => id === comment && pull_request === pullRequest.id,
    );
    return isShown && rest.startsWith(`${pullRequest.id}/`) ? `#comment-${comment}` : href;
  }
  const [hash = '', ...path] = rest.split('/');
  if (kind !== 'src' || hash.length < 7 || !commit.startsWith(hash)) return href;
  const index = files.findIndex((file) => file.path === path.join('/'));
  const file = files[index];
  if (file === undefined) return href;
  const line = Number(/^#lines-(\d+)/.exec(url.hash)?.[1]);
  return showsLine(file, 'new', line) ? `#${lineId(index, 'new', line)}` : `#file-${index}`;
}

/** `workspace/slug`, the kind of page, and the rest, decoded. */
function splitPath(pathname: string): readonly [string, string, string] {
  try {
    const [, workspace = '', slug = '', kind = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    return [`${workspace}/${slug}`, kind, rest.join('/')];
  } catch {
    return ['', '', ''];
  }
}

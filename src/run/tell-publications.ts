import type { Log } from '../core/log.ts';
import type { Publication } from '../core/report.ts';
import { counted } from '../reports/wording.ts';

/**
 * What was published where: a line each; publishers that have the same to say share one. `once` shortens what the log
 * has said before.
 */
export function tellPublications(
  log: Log,
  publications: readonly Publication[],
  { isPreview, once }: { readonly isPreview: boolean; readonly once: (text: string) => string },
): void {
  log.info(isPreview ? 'Published to the embedded Bitbucket' : 'Published', { look: 'section' });
  const alike = Map.groupBy(publications, ({ publisher, outcome, detail }) =>
    outcome === 'published' || detail === undefined ? publisher : `${outcome}: ${detail}`,
  );
  for (const same of alike.values()) {
    const names = same.map(({ publisher }) => publisher);
    const [first] = same;
    if (first === undefined) continue;
    const { detail } = first;
    tell(log, names, { ...first, ...(detail !== undefined && { detail: once(detail) }) });
  }
}

function tell(log: Log, names: readonly string[], { outcome, writes, detail, code }: Publication): void {
  const fields = { publishers: names, outcome, writes };
  const line = (text: string) => `${names.join(', ').padEnd(8)}  ${text}`.trimEnd();
  switch (outcome) {
    case 'published': {
      const sent = writes === 0 ? [] : [counted(writes, 'write')];
      log.info(line([...sent, ...(detail === undefined ? [] : [detail])].join('; ')), {
        look: 'good',
        ...fields,
      });
      return;
    }
    case 'unchanged':
      log.info(line(detail ?? 'nothing to change'), { look: 'good', ...fields });
      return;
    case 'skipped':
      log.info(line(detail ?? 'skipped'), { look: 'none', ...fields });
      return;
    case 'failed':
      log.error(line(detail ?? 'failed'), {
        look: 'bad',
        ...(names.includes('files')
          ? { code: 'files-not-written' }
          : { code: code ?? 'what-bitbucket-answered' }),
        ...fields,
      });
  }
}

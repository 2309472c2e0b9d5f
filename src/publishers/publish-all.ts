import { messageOf } from '../core/errors.ts';
import type { Publication, Report } from '../core/report.ts';
import { Conversations } from './conversations.ts';
import { writeReportJson, writeReports } from './files-publisher.ts';
import { inlinePublisher } from './inline-publisher.ts';
import { insightsPublisher } from './insights-publisher.ts';
import { type PublishContext, type Publisher, settle } from './publisher.ts';
import { selectPublisher } from './select-publisher.ts';
import { type Announcement, statusPublisher } from './status-publisher.ts';
import { summaryPublisher } from './summary-publisher.ts';

/**
 * Publishes a report everywhere: files first, so that a result is never lost; the build status last, because what
 * waits for it may then look at the rest; in between whatever fails sinks nothing else. Throws only where the run is
 * to end now. The publications come in the order of `publisherNames`.
 */
export async function publishAll(
  report: Report,
  context: PublishContext,
  start?: Announcement,
): Promise<readonly Publication[]> {
  const { log, signal } = context;
  const files = await settle('files', log, () => writeReports(report, context, []));
  signal?.throwIfAborted();
  const conversations = new Conversations(report.reportId);
  const [insights, inline] = await Promise.all([
    run(insightsPublisher, report, context),
    run(inlinePublisher(conversations), report, context),
  ]);
  signal?.throwIfAborted();
  // Last of the two conversations' publishers: it tells what the others left out, and remembers the threads.
  const summary = await run(
    summaryPublisher({ conversations, publications: [insights, inline] }),
    report,
    context,
  );
  signal?.throwIfAborted();
  const status = withStart(await run(statusPublisher, report, context), start);
  const publications = [files, status, insights, summary, inline];
  return withFinalReport(report, context, publications);
}

async function run(publisher: Publisher, report: Report, context: PublishContext): Promise<Publication> {
  return settle(publisher.name, context.log, async (writes) => {
    const choice = selectPublisher(publisher.name, context, report.change);
    if ('why' in choice) return { skipped: true, detail: choice.why };
    return publisher.publish(report, choice.bitbucket, context, writes);
  });
}

/** Both statuses count as one publication's writes. */
function withStart(status: Publication, start: Announcement | undefined): Publication {
  return start === undefined ? status : { ...status, writes: status.writes + start.writes };
}

/** `report.json` tells of its own publication too, so it is written once more. */
async function withFinalReport(
  report: Report,
  context: PublishContext,
  publications: readonly Publication[],
): Promise<readonly Publication[]> {
  try {
    await writeReportJson(report, context, publications);
    return publications;
  } catch (thrown) {
    const detail = `report.json: ${messageOf(thrown)}`;
    context.log.error('could not publish', { publisher: 'files', detail });
    return publications.map((publication) =>
      publication.publisher === 'files'
        ? { ...publication, outcome: 'failed', detail: publication.detail ?? detail }
        : publication,
    );
  }
}

import { messageOf } from '../core/errors.ts';
import type { Publication, Report } from '../core/report.ts';
import { Conversations } from './conversations.ts';
import { writeReportJson, writeReports } from './files-publisher.ts';
import { inlinePublisher } from './inline-publisher.ts';
import { insightsPublisher } from './insights-publisher.ts';
import { mergePublications } from './merge-publications.ts';
import { type PublishContext, type Publisher, settle } from './publisher.ts';
import { selectPublisher } from './select-publisher.ts';
import { type Announcement, statusPublisher } from './status-publisher.ts';
import { summaryPublisher } from './summary-publisher.ts';

/** A report and what it is published with. */
export interface ReportToPublish {
  readonly report: Report;
  readonly context: PublishContext;
}

/**
 * Publishes a report everywhere: `report.json` first, so that a result is never lost; the build status last, because
 * what waits for it may then look at the rest; in between whatever fails sinks nothing else. Throws only where the
 * run is to end now. The publications come in the order of `publisherNames`.
 *
 * `start` is the first build status, which may still be on its way: only the last one waits for it, so that a first one
 * that hangs takes nothing from the time of the others.
 * `others` are the reports of further pull requests of the same commit: each gets its conversation, while the files,
 * Code Insights and the status are the main report's.
 */
export async function publishAll(
  report: Report,
  context: PublishContext,
  start?: Promise<Announcement | undefined> | Announcement,
  others: readonly ReportToPublish[] = [],
): Promise<readonly Publication[]> {
  const { log, signal } = context;
  const json = await settle('files', log, async () => {
    await writeReportJson(report, context, []);
    return { written: true };
  });
  signal?.throwIfAborted();
  const [reports, insights, conversation, ...otherConversations] = await Promise.all([
    settle('files', log, () => writeReports(report, context)),
    run(insightsPublisher, report, context),
    converse({ report, context }),
    ...others.map(converse),
  ]);
  signal?.throwIfAborted();
  // The summaries come after: they tell what the others left out, and remember the threads.
  const summary = await conversation.summarise(insights);
  const otherSummaries = await Promise.all(otherConversations.map(({ summarise }) => summarise(insights)));
  const announcement = await start;
  signal?.throwIfAborted();
  const status = withStart(await run(statusPublisher, report, context), announcement);
  // One that is there tells the verdict; without it the run is to say that it was stopped.
  if (status.outcome === 'failed') signal?.throwIfAborted();
  const files = json.outcome === 'failed' ? json : reports;
  const inline = mergePublications(
    conversation.inline,
    otherConversations.map((other) => other.inline),
  );
  return withFinalReport(report, context, [
    files,
    status,
    insights,
    mergePublications(summary, otherSummaries),
    inline,
  ]);
}

/** The threads of one report's pull request, and what is left to do when they are done. */
async function converse({ report, context }: ReportToPublish): Promise<{
  readonly inline: Publication;
  readonly summarise: (insights: Publication) => Promise<Publication>;
}> {
  const conversations = new Conversations(report.reportId);
  const inline = await run(inlinePublisher(conversations), report, context);
  return {
    inline,
    summarise: (insights) => {
      const publisher = summaryPublisher({ conversations, publications: [insights, inline] });
      return run(publisher, report, context);
    },
  };
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
    return publications.map((publication) =>
      publication.publisher === 'files'
        ? { ...publication, outcome: 'failed', detail: publication.detail ?? detail }
        : publication,
    );
  }
}

import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../src/core/log.ts';
import type { Publication, PublisherName, Report } from '../../src/core/report.ts';
import type { SourceTree } from '../../src/core/source-tree.ts';
import { Conversations } from '../../src/publishers/conversations.ts';
import { inlinePublisher } from '../../src/publishers/inline-publisher.ts';
import { publishAll } from '../../src/publishers/publish-all.ts';
import { type PublishContext, type Publisher, settle } from '../../src/publishers/publisher.ts';
import { summaryPublisher } from '../../src/publishers/summary-publisher.ts';
import type { MemoryBitbucket } from './memory-bitbucket.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Files by path, their lines separated by line breaks. */
export function makeSource(files: Readonly<Record<string, string>> = {}): SourceTree {
  return { lines: async (path) => files[path]?.split('\n') };
}

/** A folder of its own for each test; the operating system's temporary folder is emptied by others. */
export async function makeContext(more: Partial<PublishContext> = {}): Promise<PublishContext> {
  const repositoryFolder = await mkdtemp(join(tmpdir(), 'publish-'));
  return {
    publish: 'auto',
    gateScope: 'new',
    inlineLimit: 25,
    suggestions: false,
    repositoryFolder,
    outputFolder: join(repositoryFolder, 'code-scan-report'),
    files: [],
    source: makeSource(),
    log: silent,
    ...more,
  };
}

export interface Published {
  readonly publications: readonly Publication[];
  /** What was sent that changes something, in order. */
  readonly writes: readonly string[];
  readonly context: PublishContext;
  of(name: PublisherName): Publication;
  /** A file of the output folder. */
  file(name: string): Promise<string>;
}

/** Publishes to a Bitbucket in memory as one run of the pipe does, but for the first status. */
export async function publish(
  bitbucket: MemoryBitbucket,
  report: Report,
  more: Partial<PublishContext> = {},
): Promise<Published> {
  const context = await makeContext({ bitbucket, ...more });
  bitbucket.takeWrites();
  const publications = await publishAll(report, context);
  return {
    publications,
    writes: bitbucket.takeWrites(),
    context,
    of: (name) => {
      const found = publications.find(({ publisher }) => publisher === name);
      if (found === undefined) throw new Error(`no publication ${name}`);
      return found;
    },
    file: (name) => readFile(join(context.outputFolder, name), 'utf8'),
  };
}

/** Only what is said on the pull request, without files: for tests of very many runs. */
export async function converse(
  bitbucket: MemoryBitbucket,
  report: Report,
  inlineLimit: number,
): Promise<{
  readonly inline: Publication;
  readonly summary: Publication;
  readonly writes: readonly string[];
}> {
  bitbucket.takeWrites();
  const context: PublishContext = {
    publish: 'auto',
    gateScope: 'new',
    inlineLimit,
    suggestions: false,
    repositoryFolder: '',
    outputFolder: '',
    files: [],
    source: makeSource(),
    log: silent,
  };
  const conversations = new Conversations(report.reportId);
  const run = (publisher: Publisher): Promise<Publication> =>
    settle(publisher.name, silent, (writes) => publisher.publish(report, bitbucket, context, writes));
  const inline = await run(inlinePublisher(conversations));
  const summary = await run(summaryPublisher({ conversations, publications: [inline] }));
  return { inline, summary, writes: bitbucket.takeWrites() };
}

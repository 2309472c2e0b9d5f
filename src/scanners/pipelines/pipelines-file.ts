import { type Document, LineCounter, type Node, parseDocument } from 'yaml';
import type { Command } from './command.ts';
import { type PipeUse, Scripts } from './scripts.ts';
import { YamlView } from './yaml-view.ts';

export type PipelineKind =
  | 'default'
  | 'branches'
  | 'tags'
  | 'bookmarks'
  | 'pull-requests'
  | 'custom'
  | 'shared';

/** Where a step stands: `pattern` is the branch, tag or name that the pipeline is kept under. */
export interface PipelinePlace {
  readonly kind: PipelineKind;
  readonly pattern: string;
}

export interface Step {
  /** The mapping under `step:`. */
  readonly node: Node;
  /** The word `step`, which stands for the whole in messages about what is missing. */
  readonly keyNode: Node;
  readonly place: PipelinePlace;
  /** Each once, however often aliases repeat it. */
  readonly commands: readonly Command[];
  readonly pipes: readonly PipeUse[];
  /** Of the step, or of the stage that it is in. */
  readonly deployment: Node | undefined;
  /** It, or its stage, waits for a person. */
  readonly manual: boolean;
  /** What belongs under `step:` stands at its side: a slip of indentation. */
  readonly hasKeysBeside: boolean;
}

/** A `bitbucket-pipelines.yml` as the rules look at it. */
export interface PipelinesFile {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly view: YamlView;
  readonly root: Node | undefined;
  /** Every step of every pipeline; one that several pipelines share comes once for each. */
  readonly steps: readonly Step[];
  /** Those of all steps, each once. */
  readonly commands: readonly Command[];
  /** Every pipeline's own list, for what is not a step. */
  readonly pipelines: readonly { readonly place: PipelinePlace; readonly node: Node }[];
}

/** Far above what Bitbucket takes (100 steps a pipeline); aliases could make any number of them. */
const mostSteps = 5000;
/** Of all steps together, an alias counted wherever it stands: past it steps are looked at command by command alone. */
const mostItems = 100_000;
/** A stage holds parallel groups, and these steps; an alias could put a group into itself. */
const deepestGroup = 3;

/** https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/ */
export function parsePipelinesFile(text: string): PipelinesFile {
  const document = parseDocument(text, {
    lineCounter: new LineCounter(),
    merge: true,
    uniqueKeys: true,
    keepSourceTokens: false,
    logLevel: 'silent',
    // They would show the line of each error, in quadratic time where there are thousands.
    prettyErrors: false,
  });
  const view = new YamlView(document);
  const root = view.root;
  const pipelines = listPipelines(view, root);
  const scripts = new Scripts(view, mostItems);
  const steps: Step[] = [];
  for (const step of stepsOf(view, pipelines, scripts)) {
    if (steps.length === mostSteps) break;
    steps.push(step);
  }
  return { text, document, view, root, steps, commands: scripts.commands, pipelines };
}

function* stepsOf(view: YamlView, pipelines: PipelinesFile['pipelines'], scripts: Scripts): Generator<Step> {
  for (const { node, place } of pipelines) {
    for (const { hasKeysBeside, keyNode, node: step, stage } of collectSteps(view, node)) {
      yield {
        ...scripts.of(step),
        node: step,
        keyNode,
        place,
        hasKeysBeside,
        deployment: view.get(step, 'deployment') ?? view.get(stage, 'deployment'),
        manual: [step, stage].some((holder) => view.text(view.get(holder, 'trigger')) === 'manual'),
      };
    }
  }
}

function listPipelines(view: YamlView, root: Node | undefined): PipelinesFile['pipelines'] {
  const found: { place: PipelinePlace; node: Node }[] = [];
  const add = (kind: PipelineKind, pattern: string, node: Node | undefined) => {
    if (node !== undefined) found.push({ place: { kind, pattern }, node });
  };
  add('default', '', view.get(root, 'pipelines', 'default'));
  for (const kind of ['branches', 'tags', 'bookmarks', 'pull-requests', 'custom'] as const) {
    for (const { key, value } of view.entries(view.get(root, 'pipelines', kind))) {
      add(kind, key, value);
      for (const target of view.entries(view.get(value, 'destinations'))) add(kind, key, target.value);
    }
  }
  for (const { key, value } of view.entries(view.get(root, 'definitions', 'pipelines'))) {
    add('shared', key, value);
  }
  return found;
}

interface StepEntry extends Pick<Step, 'node' | 'keyNode' | 'hasKeysBeside'> {
  /** The innermost that it is in. */
  readonly stage: Node | undefined;
}

function* collectSteps(view: YamlView, list: Node, stage?: Node, depth = 0): Generator<StepEntry> {
  if (depth > deepestGroup) return;
  for (const item of view.items(list)) yield* stepsOfItem(view, item, stage, depth);
}

function* stepsOfItem(
  view: YamlView,
  item: Node,
  stage: Node | undefined,
  depth: number,
): Generator<StepEntry> {
  const entries = view.entries(item);
  const hasKeysBeside = entries.some(({ key }) => key === 'script');
  for (const { key, keyNode, value } of entries) {
    if (value === undefined) continue;
    if (key === 'step') yield { node: value, keyNode, hasKeysBeside, stage };
    if (key !== 'parallel' && key !== 'stage') continue;
    const steps = view.get(value, 'steps') ?? value;
    yield* collectSteps(view, steps, key === 'stage' ? value : stage, depth + 1);
  }
}

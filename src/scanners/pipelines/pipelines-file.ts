import { type Document, LineCounter, type Node, parseDocument } from 'yaml';
import { type Command, commandsOf } from './command.ts';
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

export interface PipeUse {
  /** Such as `atlassian/ssh-run:0.8.1`. */
  readonly name: string;
  readonly node: Node;
  readonly variables: readonly { readonly name: string; readonly node: Node | undefined }[];
}

export interface Step {
  /** The mapping under `step:`. */
  readonly node: Node;
  /** The word `step`, which stands for the whole in messages about what is missing. */
  readonly keyNode: Node;
  readonly place: PipelinePlace;
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
  /** Every pipeline's own list, for what is not a step. */
  readonly pipelines: readonly { readonly place: PipelinePlace; readonly node: Node }[];
}

/** Far above what Bitbucket takes (100 steps a pipeline); aliases could make any number of them. */
const mostSteps = 5000;
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
  });
  const view = new YamlView(document);
  const root = view.root;
  const pipelines = listPipelines(view, root);
  const steps = pipelines.flatMap(({ node, place }) => collectSteps(view, node, place));
  return { text, document, view, root, steps: steps.slice(0, mostSteps), pipelines };
}

export function commandsIn({ steps }: Pick<PipelinesFile, 'steps'>): Command[] {
  return steps.flatMap(({ commands }) => commands);
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

function collectSteps(view: YamlView, list: Node, place: PipelinePlace, depth = 0): Step[] {
  if (depth > deepestGroup) return [];
  return view.items(list).flatMap((item) => {
    const entries = view.entries(item);
    const hasKeysBeside = entries.some(({ key }) => key === 'script');
    return entries.flatMap(({ key, keyNode, value }): Step[] => {
      if (value === undefined) return [];
      if (key === 'step') return [{ ...stepOf(view, value, keyNode, place), hasKeysBeside }];
      if (key !== 'parallel' && key !== 'stage') return [];
      const steps = collectSteps(view, view.get(value, 'steps') ?? value, place, depth + 1);
      return key === 'stage' ? steps.map((step) => inStage(view, step, value)) : steps;
    });
  });
}

function inStage(view: YamlView, step: Step, stage: Node): Step {
  return {
    ...step,
    deployment: step.deployment ?? view.get(stage, 'deployment'),
    manual: step.manual || view.text(view.get(stage, 'trigger')) === 'manual',
  };
}

function stepOf(
  view: YamlView,
  node: Node,
  keyNode: Node,
  place: PipelinePlace,
): Omit<Step, 'hasKeysBeside'> {
  const items = ['script', 'after-script'].flatMap((key) => view.items(view.get(node, key)));
  return {
    node,
    keyNode,
    place,
    commands: items.flatMap((item) => {
      const scalar = view.scalar(item);
      const text = view.text(item);
      return scalar === undefined || text === undefined ? [] : commandsOf(scalar, text);
    }),
    pipes: items.flatMap((item) => pipeOf(view, item)),
    deployment: view.get(node, 'deployment'),
    manual: view.text(view.get(node, 'trigger')) === 'manual',
  };
}

function pipeOf(view: YamlView, item: Node): PipeUse[] {
  const node = view.get(item, 'pipe');
  const name = view.text(node);
  if (node === undefined || name === undefined) return [];
  const variables = view
    .entries(view.get(item, 'variables'))
    .map(({ key, value }) => ({ name: key, node: value }));
  return [{ name, node, variables }];
}

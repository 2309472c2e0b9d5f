import type { Node } from 'yaml';
import { nearestName } from '../../core/nearest-name.ts';
import type { PipelinesFile } from './pipelines-file.ts';
import type { PipelineRule, Report } from './rule.ts';

/** The keys of each place: https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/ */
const keys = {
  file: ['image', 'clone', 'definitions', 'options', 'pipelines', 'export', 'labels', 'triggers'],
  options: ['docker', 'max-time', 'size', 'runtime'],
  // Any other name is a place for anchors.
  definitions: ['caches', 'services', 'pipelines'],
  pipelines: ['default', 'branches', 'tags', 'bookmarks', 'pull-requests', 'custom'],
  step: [
    ...['name', 'image', 'script', 'after-script', 'artifacts', 'caches', 'clone', 'condition', 'deployment'],
    ...['environment', 'fail-fast', 'max-time', 'oidc', 'on-fail', 'output-variables', 'runs-on', 'runtime'],
    ...['services', 'size', 'state', 'trigger', 'type', 'concurrency-group', 'input-variables', 'variables'],
    'custom',
  ],
  item: ['step', 'parallel', 'stage', 'variables'],
  pipe: ['pipe', 'variables'],
  variable: ['name', 'default', 'description', 'allowed-values'],
  image: ['name', 'username', 'password', 'email', 'run-as-user', 'aws'],
  artifacts: ['paths', 'download', 'upload'],
  upload: ['name', 'paths', 'ignore-paths', 'type', 'depth', 'capture-on'],
  cache: ['path', 'key'],
  condition: ['changesets', 'state'],
  changesets: ['includePaths', 'excludePaths'],
  cloud: ['arch', 'atlassian-ip-ranges', 'version'],
  stage: ['name', 'steps', 'condition', 'deployment', 'environment', 'trigger', 'concurrency-group'],
  parallel: ['steps', 'fail-fast'],
  clone: ['depth', 'enabled', 'filter', 'lfs', 'skip-ssl-verify', 'sparse-checkout', 'strategy', 'tags'],
  service: ['image', 'memory', 'type', 'variables', 'ports', 'volumes', 'environment', 'command'],
} as const;

/** Caches that need no definition: https://support.atlassian.com/bitbucket-cloud/docs/cache-dependencies/ */
const givenCaches = [
  'docker',
  'composer',
  'dotnetcore',
  'gradle',
  'ivy2',
  'maven',
  'node',
  'pip',
  'sbt',
  'bundler',
  'ruby',
];
const sizes = ['1x', '2x', '4x', '8x', '16x', '32x'];
/** Minutes: https://support.atlassian.com/bitbucket-cloud/docs/global-options/ */
const longestMinutes = 720;

export const schemaRules: readonly PipelineRule[] = [
  {
    id: 'broken-yaml',
    title: 'Not readable as YAML',
    severity: 'medium',
    cwe: 710,
    category: 'bug',
    help: 'Bitbucket cannot read the file, so no pipeline runs, its checks neither. Indent with blanks, and quote texts that hold `: ` or begin with a sign.',
    check({ document }, report) {
      const [error] = document.errors;
      if (error === undefined) return;
      const [start, end] = error.pos;
      if (error.code === 'DUPLICATE_KEY') {
        report(
          { start, end },
          'This key is there twice, so one of them has no effect. Put both under one key.',
        );
        return;
      }
      const reason = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
      report({ start, end }, `Bitbucket cannot read this: ${reason}. No pipeline runs until it is mended.`);
    },
  },
  {
    id: 'misspelt-key',
    title: 'Key that Bitbucket does not know',
    severity: 'low',
    cwe: 710,
    category: 'bug',
    help: 'A misspelt key has no effect, or Bitbucket refuses the whole file. The message names the key that it most likely should be.',
    check(file, report) {
      for (const [node, known] of keyedPlaces(file)) {
        for (const { key, keyNode } of file.view.entries(node)) {
          if (known.includes(key)) continue;
          const nearest = nearestName(key.toLowerCase().replaceAll('_', '-'), known);
          if (nearest !== undefined) report(keyNode, `There is no key ${key} here. Write ${nearest.name}.`);
          else if (known === keys.pipelines)
            report(
              keyNode,
              `Nothing starts what is under ${key}. A branch goes under branches, a name under custom.`,
            );
        }
      }
    },
  },
  {
    id: 'step-without-script',
    title: 'Step without a script',
    severity: 'low',
    cwe: 710,
    category: 'bug',
    help: 'Every step needs `script` with at least one command; without it Bitbucket refuses the whole file.',
    check({ steps, view }, report) {
      for (const { node, keyNode, hasKeysBeside } of steps) {
        const script = view.entry(node, 'script');
        if (view.get(node, 'type') !== undefined || view.items(script?.value).length > 0) continue;
        report(
          script?.keyNode ?? keyNode,
          hasKeysBeside
            ? 'This step is empty: its script stands beside it. Indent what belongs to the step by two more blanks.'
            : 'Bitbucket refuses a file with a step that has nothing to run. Add script with at least one command.',
        );
      }
    },
  },
  {
    id: 'value-out-of-range',
    title: 'Value that Bitbucket refuses',
    severity: 'low',
    cwe: 710,
    category: 'bug',
    help: '`size` is one of 1x, 2x, 4x, 8x, 16x, 32x; `max-time` a number of minutes from 1 to 720; `trigger` automatic or manual; `depth` of a clone a number or full; `arch` x86 or arm; `memory` of a service 128 or more.',
    check({ view, root, steps }, report) {
      for (const { value } of view.entries(view.get(root, 'definitions', 'services'))) {
        checkValue(
          view.get(value, 'memory'),
          (text) => Number(text) >= 128,
          'a number of megabytes from 128 on',
        );
      }
      for (const holder of [root, ...steps.map(({ node }) => node)]) {
        checkValue(view.get(holder, 'clone', 'depth'), isDepth, 'full, or a number of commits');
      }
      for (const holder of [view.get(root, 'options'), ...steps.map(({ node }) => node)]) {
        checkValue(view.get(holder, 'size'), (text) => sizes.includes(text), `one of ${sizes.join(', ')}`);
        checkValue(
          view.get(holder, 'max-time'),
          isMinutes,
          `a number of minutes from 1 to ${longestMinutes}`,
        );
        checkValue(
          view.get(holder, 'trigger'),
          (text) => ['automatic', 'manual'].includes(text),
          'automatic or manual',
        );
        checkValue(
          view.get(holder, 'runtime', 'cloud', 'arch'),
          (text) => ['x86', 'arm'].includes(text),
          'x86 or arm',
        );
      }

      function checkValue(node: Node | undefined, isGood: (text: string) => boolean, accepted: string) {
        const text = view.text(node);
        if (node === undefined || text === undefined || isGood(text)) return;
        report(node, `Bitbucket refuses ${text} here. Write ${accepted}.`);
      }
    },
  },
  {
    id: 'undefined-cache',
    title: 'Cache that is not defined',
    severity: 'low',
    cwe: 710,
    category: 'bug',
    help: 'A cache that is neither one of Bitbucket’s own nor defined under `definitions: caches:` is passed over: the step is slow, and nobody sees why.',
    check(file, report) {
      checkNames(file, report, 'caches', givenCaches);
    },
  },
  {
    id: 'undefined-service',
    title: 'Service that is not defined',
    severity: 'low',
    cwe: 710,
    category: 'bug',
    help: 'A service that is neither `docker` nor defined under `definitions: services:` makes Bitbucket refuse the file.',
    check(file, report) {
      checkNames(file, report, 'services', ['docker']);
    },
  },
];

type KeyedPlace = [node: Node | undefined, known: readonly string[]];

function keyedPlaces({ view, root, steps, pipelines }: PipelinesFile): KeyedPlace[] {
  const items = onceEach(onceEach(pipelines.map(({ node }) => node)).flatMap((node) => view.items(node)));
  const stepNodes = onceEach(steps.map(({ node }) => node));
  const groups = items.flatMap((item) => view.entries(item));
  const all = (nodes: readonly (Node | undefined)[], known: readonly string[]) =>
    nodes.map((node): KeyedPlace => [node, known]);
  const valuesOf = (node: Node | undefined) => view.entries(node).map(({ value }) => value);
  const services = valuesOf(view.get(root, 'definitions', 'services'));
  const holders = [root, ...services, ...stepNodes];
  return [
    [root, keys.file],
    [view.get(root, 'options'), keys.options],
    [view.get(root, 'definitions'), keys.definitions],
    [view.get(root, 'pipelines'), keys.pipelines],
    ...all(services, keys.service),
    ...all(valuesOf(view.get(root, 'definitions', 'caches')), keys.cache),
    ...all(items, keys.item),
    ...all(
      groups.filter(({ key }) => key === 'stage').map(({ value }) => value),
      keys.stage,
    ),
    ...all(
      groups.filter(({ key }) => key === 'parallel').map(({ value }) => value),
      keys.parallel,
    ),
    ...all(
      items.flatMap((item) => view.items(view.get(item, 'variables'))),
      keys.variable,
    ),
    ...all(
      holders.map((holder) => view.get(holder, 'image')),
      keys.image,
    ),
    ...all(
      holders.map((holder) => view.get(holder, 'clone')),
      keys.clone,
    ),
    ...stepNodes.flatMap((node) => placesOfStep(view, node, all)),
  ];
}

function placesOfStep(
  view: PipelinesFile['view'],
  step: Node,
  all: (nodes: readonly (Node | undefined)[], known: readonly string[]) => KeyedPlace[],
): KeyedPlace[] {
  return [
    [step, keys.step],
    [view.get(step, 'condition'), keys.condition],
    [view.get(step, 'condition', 'changesets'), keys.changesets],
    [view.get(step, 'runtime', 'cloud'), keys.cloud],
    [view.get(step, 'artifacts'), keys.artifacts],
    ...all(view.items(view.get(step, 'artifacts', 'upload')), keys.upload),
    ...all(view.items(view.get(step, 'script')), keys.pipe),
  ];
}

function checkNames(
  { view, root, steps }: PipelinesFile,
  report: Report,
  key: 'caches' | 'services',
  given: readonly string[],
): void {
  const known = [...given, ...view.entries(view.get(root, 'definitions', key)).map((entry) => entry.key)];
  for (const item of onceEach(steps.flatMap(({ node }) => view.items(view.get(node, key))))) {
    const name = view.text(item);
    if (name === undefined || known.includes(name)) continue;
    const nearest = nearestName(name, known);
    const hint =
      nearest === undefined ? `Define it under definitions: ${key}:` : `Write ${nearest.name}, or define it`;
    report(item, `${name} is not defined. ${hint}.`);
  }
}

/** Aliases put one node into many places. */
function onceEach<T>(nodes: readonly T[]): T[] {
  return [...new Set(nodes)];
}

function isMinutes(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= longestMinutes;
}

function isDepth(text: string): boolean {
  return text === 'full' || (/^\d+$/.test(text) && Number(text) >= 1);
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf, listOf, textOf } from '../../json-fields.ts';
import { readRuleData } from '../../rule-data.ts';
import { addHandlers } from './add-handlers.ts';
import { addSchemas } from './add-schemas.ts';
import { addTemplates } from './add-templates.ts';
import { conditionsOf, type Fields, isArgumentName, text, texts } from './conditions-of.ts';
import type { Answer, FlowModel, FlowRule, LanguageName, Mark, Returned, Sink } from './flow-rule.ts';
import { Kinds } from './kinds.ts';
import { expandBraces, PatternTable } from './pattern-table.ts';
import { readMethodNames } from './read-method-names.ts';
import { readParameter } from './read-parameter.ts';
import { kindsByText, membersByLabel } from './tables.ts';

/**
 * Reads `flow/models/<language>.yml` and `flow/<language>/*.yml` of a folder with rules, or what the build makes of
 * them. Throws where they say what nobody can mean: they are the pipe's own, and tests hold them to a schema.
 */
export async function readFlowModel(rulesFolder: string, language: LanguageName): Promise<FlowModel> {
  const [characters, model] = await readModels(join(rulesFolder, 'flow', 'models'), ['characters', language]);
  const files = await readFiles(join(rulesFolder, 'flow', language));
  const kinds = new Kinds();
  const documents = files.map((fields) => ({ fields, rule: ruleOf(fields, kinds) }));
  const built = emptyModel(
    language,
    model,
    documents.map(({ rule }) => rule),
  );
  for (const { fields, rule } of documents) addRule(built, fields, rule);
  return { ...built, allKinds: kinds.all, ...addModel(built, { ...characters, ...model }, kinds) };
}

type Built = FlowModel & { returns: Returned[]; answersNaming: Answer[] };

const readModels = async (folder: string, names: readonly string[]) =>
  await Promise.all(
    names.map(async (name) => (await readFiles(folder, (file) => file.startsWith(`${name}.`)))[0]),
  );

/** What the files of a folder say, in the order of their names. */
async function readFiles(folder: string, isWanted = (_file: string) => true): Promise<readonly Fields[]> {
  const files = (await readdir(folder)).filter(isWanted).sort();
  return await Promise.all(files.map(async (file) => fieldsOf(await readRuleData(join(folder, file)))));
}

function ruleOf(fields: Fields, kinds: Kinds): FlowRule {
  const metadata = fieldsOf(fields?.['metadata']);
  return {
    id: text(fields, 'id'),
    title: text(metadata, 'title'),
    message: text(fields, 'message').trim(),
    note: text(fields, 'note').trim(),
    cwe: listOf(metadata?.['cwe']).filter((number) => typeof number === 'number'),
    securitySeverity: Number(text(metadata, 'security-severity')),
    confidence: text(metadata, 'confidence'),
    category: text(metadata, 'category'),
    url: text(metadata, 'url'),
    kind: kinds.bit(text(fields, 'kind')),
    quotedKind: kinds.bits(texts(fields, 'harmless-in-quotes')),
    givesOther: fields?.['gives'] === 'other',
    only: texts(fields, 'only'),
  };
}

function emptyModel(language: LanguageName, model: Fields, rules: readonly FlowRule[]): Built {
  return {
    language,
    rules,
    mentions: new RegExp(text(model, 'mentions')),
    allKinds: 0,
    reads: new PatternTable(),
    results: new PatternTable(),
    owners: new Set(),
    parameters: [],
    properties: [],
    sinks: new PatternTable(),
    places: new PatternTable(),
    elements: new PatternTable(),
    returns: [],
    renders: new PatternTable(),
    answersNaming: [],
    hands: new PatternTable(),
    handPlaces: new PatternTable(),
    cleaners: new PatternTable(),
    narrower: new PatternTable(),
    guards: new PatternTable(),
    trusted: [],
    checks: undefined,
    forbiddenTexts: new Map(),
    replacedTexts: new Map(),
    neededCharacters: new Map(),
    serverMembers: new Map(),
    counts: new Set(),
    wholeChecks: new Map(),
    settledBy: [],
    marks: new PatternTable(),
    placeMarks: new PatternTable(),
    schemas: new PatternTable(),
    objects: new PatternTable(),
    passes: new PatternTable(),
    keys: new PatternTable(),
    methodNames: new Map(),
    fills: new PatternTable(),
    handlers: new PatternTable(),
    same: new PatternTable(),
    drops: new PatternTable(),
    answers: new PatternTable(),
    ends: new PatternTable(),
  };
}

function addRule(model: Built, fields: Fields, rule: FlowRule): void {
  for (const item of listOf(fields?.['sinks'])) {
    const sink = fieldsOf(item);
    const made: Sink = {
      rule,
      arguments: listOf(sink?.['arguments'] ?? [0]).filter(isArgumentName),
      where: conditionsOf(sink),
      form: forms.find((form) => form === sink?.['form']) ?? 'any',
      indirect: sink?.['indirect'] === true,
    };
    model.sinks.add(texts(sink, 'call'), made);
    model.places.add(texts(sink, 'assign'), made);
    model.elements.add(texts(sink, 'element'), made);
    const returned = textOf(sink?.['returned-from']);
    if (returned !== undefined)
      model.returns.push({
        annotations: new RegExp(returned),
        imports: new RegExp(textOf(sink?.['imports']) ?? ''),
        sink: made,
      });
  }
  addTemplates(model, fields, rule);
  model.cleaners.add(texts(fields, 'sanitizers'), { kinds: rule.kind, where: [] });
  for (const item of listOf(fields?.['guards'])) addGuard(model, fieldsOf(item), rule.kind);
  for (const item of listOf(fields?.['marks'])) addMark(model, fieldsOf(item));
}

function addGuard(model: FlowModel, guard: Fields, kinds: number): void {
  model.guards.add(texts(guard, 'call'), {
    kinds,
    argument: isArgumentName(guard?.['argument']) ? guard['argument'] : 0,
    when: guard?.['when'] === 'equal' ? 'equal' : guard?.['when'] !== false,
    settles: guard?.['settles'] === true,
    pattern: isArgumentName(guard?.['pattern']) ? guard['pattern'] : undefined,
    whole: guard?.['whole'] === true,
    where: conditionsOf(guard),
  });
}

function addMark(model: FlowModel, item: Fields): void {
  const on = textOf(item?.['on']);
  const mark: Mark = {
    mark: text(item, 'mark'),
    on: on === 'result' || on === 'function' || on === 'run' ? on : 'receiver',
    where: conditionsOf(item),
  };
  model.marks.add(texts(item, 'call'), mark);
  model.placeMarks.add(texts(item, 'assign'), mark);
}

function addModel(
  model: FlowModel,
  fields: Fields,
  kinds: Kinds,
): Pick<
  FlowModel,
  | 'owners'
  | 'parameters'
  | 'properties'
  | 'forbiddenTexts'
  | 'replacedTexts'
  | 'neededCharacters'
  | 'serverMembers'
  | 'counts'
  | 'wholeChecks'
  | 'settledBy'
  | 'trusted'
  | 'checks'
  | 'methodNames'
> {
  for (const item of listOf(fields?.['sources'])) {
    const source = fieldsOf(item);
    const made = {
      label: text(source, 'label'),
      clean: kinds.bits(texts(source, 'clean')),
      where: conditionsOf(source),
    };
    model.reads.add(texts(source, 'read'), made);
    model.results.add(texts(source, 'call'), made);
  }
  for (const item of listOf(fields?.['cleaners'])) {
    const cleaner = fieldsOf(item);
    const made = { kinds: kinds.bits(texts(cleaner, 'kinds')), where: conditionsOf(cleaner) };
    model.cleaners.add(texts(cleaner, 'call'), made);
    model.narrower.add(texts(cleaner, 'read'), made);
  }
  for (const item of listOf(fields?.['guards'])) {
    const guard = fieldsOf(item);
    addGuard(model, guard, kinds.bits(texts(guard, 'kinds')));
  }
  for (const item of listOf(fields?.['marks'])) addMark(model, fieldsOf(item));
  for (const item of listOf(fields?.['fills'])) {
    const fill = fieldsOf(item);
    const into = fill?.['into'];
    model.fills.add(texts(fill, 'call'), {
      from: listOf(fill?.['from']).filter(isArgumentName),
      into: typeof into === 'number' ? into : 'receiver',
      label: textOf(fill?.['label']),
      clean: kinds.bits(texts(fill, 'clean')),
    });
  }
  addHandlers(model.handlers, fields, kinds);
  addSchemas(model.schemas, fields);
  model.objects.add(texts(fields, 'objects'), true);
  model.passes.add(texts(fields, 'passes'), true);
  model.keys.add(texts(fields, 'keys'), true);
  model.same.add(texts(fields, 'same'), true);
  model.ends.add(texts(fields, 'ends'), true);
  model.answers.add(texts(fields, 'answers'), true);
  model.drops.add(texts(fields, 'drops'), true);
  const checks = textOf(fields?.['checks']);
  const forbidden = listOf(fields?.['forbidden-texts']).map(fieldsOf);
  const settled = listOf(fields?.['settled-by']).map(fieldsOf);
  return {
    owners: ownersOf(fields),
    methodNames: readMethodNames(fields?.['method-names']),
    parameters: listOf(fields?.['parameters']).map((item) => readParameter(fieldsOf(item), kinds)),
    properties: listOf(fields?.['properties'])
      .map(fieldsOf)
      .map((item) => ({
        names: texts(item, 'names'),
        bases: new Set(texts(item, 'bases')),
        types: new RegExp(textOf(item?.['types']) ?? ''),
        label: text(item, 'label'),
        clean: kinds.bits(texts(item, 'clean')),
      })),
    forbiddenTexts: kindsByText(forbidden, 'texts', kinds),
    replacedTexts: kindsByText(listOf(fields?.['replaced-texts']).map(fieldsOf), 'texts', kinds),
    neededCharacters: kindsByText(listOf(fields?.['needed-characters']).map(fieldsOf), 'all', kinds),
    serverMembers: membersByLabel(listOf(fields?.['server-members']).map(fieldsOf)),
    counts: new Set(texts(fields, 'counts')),
    wholeChecks: kindsByText(listOf(fields?.['whole-checks']).map(fieldsOf), 'members', kinds),
    checks: checks === undefined ? undefined : new RegExp(checks, 'i'),
    trusted: listOf(fields?.['trusted'])
      .map(fieldsOf)
      .map((item) => ({
        name: new RegExp(text(item, 'name'), 'i'),
        kinds: kinds.bits(texts(item, 'kinds')),
      })),
    settledBy: settled.map((item) => ({
      shape: new RegExp(text(item, 'shape'), 's'),
      kinds: kinds.bits(texts(item, 'kinds')),
    })),
  };
}

function ownersOf(fields: Fields): ReadonlySet<string> {
  const patterns = listOf(fields?.['sources']).flatMap((item) => {
    const source = fieldsOf(item);
    return [...texts(source, 'read'), ...texts(source, 'call')].flatMap(expandBraces);
  });
  const owners = patterns.map((pattern) => pattern.slice(0, Math.max(0, pattern.lastIndexOf('.'))));
  // `self` is everywhere: to follow whatever is given it would be to follow everything.
  return new Set(owners.filter((owner) => owner !== '' && owner !== 'self' && !owner.startsWith('*')));
}

const forms = [
  'any',
  'text',
  'program',
  'shell',
  'structure',
  'path',
  'address',
  'statement',
  'option',
] as const;

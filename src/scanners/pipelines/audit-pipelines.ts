import { isNode } from 'yaml';
import { LineIndex } from '../line-index.ts';
import type { RuleDescription, SarifResult } from '../sarif-log.ts';
import { securitySeverityOf } from '../sarif-log.ts';
import { deploymentRules } from './deployment-rules.ts';
import { fileRules } from './file-rules.ts';
import { imageRules } from './image-rules.ts';
import { parsePipelinesFile } from './pipelines-file.ts';
import type { PipelineRule, Spot } from './rule.ts';
import { schemaRules } from './schema-rules.ts';
import { scriptRules } from './script-rules.ts';
import { secretRules } from './secret-rules.ts';

export const pipelineRules: readonly PipelineRule[] = [
  ...imageRules,
  ...secretRules,
  ...scriptRules,
  ...deploymentRules,
  ...fileRules,
  ...schemaRules,
];

const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

/** Of a command, looked for one by one fewer. */
const mostWords = 50;

interface Offsets {
  readonly start: number;
  readonly end: number;
}

/** What the rules find in one `bitbucket-pipelines.yml`, sorted by place. A step that is used twice is told once. */
export function auditPipelines(path: string, text: string): SarifResult[] {
  const file = parsePipelinesFile(text);
  const index = new LineIndex(text);
  const found = new Map<string, { readonly start: number; readonly result: SarifResult }>();
  for (const rule of pipelineRules) {
    rule.check(file, (spot, message) => {
      const { start, end } = offsetsOf(spot, text);
      const result: SarifResult = {
        ruleId: rule.id,
        level: levels[rule.severity],
        message,
        path,
        region: index.region(start, end),
      };
      const key = `${rule.id} ${start}`;
      if (!found.has(key)) found.set(key, { start, result });
    });
  }
  return [...found.values()].sort((a, b) => a.start - b.start).map(({ result }) => result);
}

export function describeRule(rule: PipelineRule): RuleDescription {
  return {
    id: rule.id,
    title: rule.title,
    help: rule.help,
    helpUri: `https://cwe.mitre.org/data/definitions/${rule.cwe}.html`,
    securitySeverity: securitySeverityOf[rule.severity],
    cwe: [rule.cwe],
    category: rule.category ?? 'misconfiguration',
    tags: rule.category === 'bug' ? [] : ['security'],
  };
}

function offsetsOf(spot: Spot, text: string): Offsets {
  if ('command' in spot) return commandOffsets(spot.command.node.range ?? [0, 0], spot.text, text);
  if (isNode(spot)) return firstLineOf(spot.range ?? [0, 0], text);
  // What is missing at the end of the file is told on its last line.
  const start = Math.min(spot.start, Math.max(0, text.trimEnd().length - 1));
  return { start, end: Math.max(start, Math.min(spot.end, text.length)) };
}

/**
 * A part of a command is looked for where its script item is written. Continued lines, quotes and folding change
 * how it looks there: then as many of its words as are found.
 */
function commandOffsets([start, end]: readonly number[], part: string, text: string): Offsets {
  const written = text.slice(start, end);
  const words = part.split(/\s+/, mostWords);
  for (let count = words.length; count > 0; count -= 1) {
    const beginning = count === words.length ? part : words.slice(0, count).join(' ');
    const at = written.indexOf(beginning);
    if (at !== -1) return { start: (start ?? 0) + at, end: (start ?? 0) + at + beginning.length };
  }
  return firstLineOf([start ?? 0, end ?? 0], text);
}

/** Of what spans several lines only the first, so that a comment stands where it begins. */
function firstLineOf([start = 0, end = 0]: readonly number[], text: string): Offsets {
  const lineEnd = text.indexOf('\n', start);
  return { start, end: lineEnd === -1 ? end : Math.min(end, lineEnd) };
}

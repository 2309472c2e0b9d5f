import { nameSome } from '../../core/name-some.ts';
import type { RuleDescription, SarifResult } from '../sarif-log.ts';
import type { Analysis, FlowFinding } from './engine/analysis.ts';
import type { Way } from './engine/machine.ts';
import type { Place, Trail } from './engine/value.ts';
import type { Project } from './project.ts';
import type { FlowRule } from './rules/flow-rule.ts';
import type { Texts } from './texts.ts';

export function describeRule(rule: FlowRule): RuleDescription {
  return {
    id: rule.id,
    title: rule.title,
    help: `${rule.message}\n\n${rule.note}`,
    helpUri: rule.url,
    securitySeverity: rule.securitySeverity,
    cwe: rule.cwe,
    tags: ['security', `confidence:${rule.confidence}`],
  };
}

export function resultOf({ rule, place, ways }: FlowFinding, texts: Texts): SarifResult {
  const region = regionOf(place, texts);
  return {
    ruleId: rule.id,
    level: rule.securitySeverity >= 7 ? 'error' : 'warning',
    message: rule.message,
    path: place.file,
    region,
    snippet: snippetOf(place, texts),
    flows: ways.map((way) => stepsOf(way, texts)),
  };
}

const regionOf = ({ file, start, end }: Place, texts: Texts) => texts.of(file).lines.region(start, end);
const snippetOf = ({ file, start, end }: Place, texts: Texts) =>
  texts.of(file).text.slice(start, Math.min(end, start + 400));

function stepsOf(
  { taint: { source, label, trail }, used }: Way,
  texts: Texts,
): NonNullable<SarifResult['flows']>[number] {
  const between: Trail[] = [];
  for (let one = trail; one !== undefined; one = one.before) between.push(one);
  const steps = [
    { place: source, what: `Comes from outside: ${label}` },
    ...between.reverse().map(({ place, what }) => ({ place, what })),
    { place: used, what: 'Used here' },
  ];
  return steps.map(({ place, what }) => ({
    path: place.file,
    region: regionOf(place, texts),
    message: what,
  }));
}

export function notesOf(project: Project, analysis: Analysis): readonly string[] {
  const large = project.omitted.map(({ file }) => file);
  return [
    ...(large.length === 0
      ? []
      : [`not analysed for being too large, too deeply nested or minified: ${nameSome(large)}`]),
    ...(analysis.unfinished.length === 0
      ? []
      : [`only partly analysed for being too intricate: ${nameSome(analysis.unfinished)}`]),
  ];
}

export function byPlace(one: SarifResult, other: SarifResult): number {
  if (one.path !== other.path) return (one.path ?? '') < (other.path ?? '') ? -1 : 1;
  return (one.region?.startLine ?? 0) - (other.region?.startLine ?? 0);
}

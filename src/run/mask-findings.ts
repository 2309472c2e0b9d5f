import type { Fix, FixedFinding, Step, TriagedFinding } from '../core/finding.ts';
import type { FoundSecrets, Mask } from './found-secrets.ts';

/** The findings without any secret that was found in the files they speak of. */
export function maskFindings(
  findings: readonly TriagedFinding[],
  secrets: FoundSecrets,
): readonly TriagedFinding[] {
  return findings.map((finding) => {
    const mask = secrets.maskFor(pathsOf(finding));
    return mask === undefined ? finding : maskFinding(finding, mask);
  });
}

export function maskFixed(fixed: readonly FixedFinding[], secrets: FoundSecrets): readonly FixedFinding[] {
  return fixed.map((finding) => {
    const mask = secrets.maskFor(finding.place === undefined ? [] : [finding.place.path]);
    return mask === undefined ? finding : { ...finding, title: mask(finding.title) };
  });
}

/** Every file that a finding's texts may be about. */
export function pathsOf({
  place,
  related,
  flows,
  fixes,
}: Pick<TriagedFinding, 'place' | 'related' | 'flows' | 'fixes'>): readonly string[] {
  const steps = [...related, ...flows.flat()];
  return [
    ...(place === undefined ? [] : [place.path]),
    ...steps.flatMap((step) => step.place?.path ?? []),
    ...fixes.flatMap(({ edits }) => edits.map(({ path }) => path)),
  ];
}

function maskFinding(finding: TriagedFinding, mask: Mask): TriagedFinding {
  const { snippet, reason, ruleInformation } = finding;
  const steps = (given: readonly Step[]) => given.map((step) => ({ ...step, message: mask(step.message) }));
  const { helpUri, ...information } = ruleInformation;
  return {
    ...finding,
    title: mask(finding.title),
    message: mask(finding.message),
    ruleInformation: {
      ...Object.fromEntries(Object.entries(information).map(([name, text]) => [name, mask(text)])),
      ...(helpUri !== undefined && mask(helpUri) === helpUri && { helpUri }),
    },
    ...(snippet !== undefined && { snippet: mask(snippet) }),
    ...(reason !== undefined && { reason: mask(reason) }),
    related: steps(finding.related),
    flows: finding.flows.map(steps),
    fixes: finding.fixes.flatMap((fix) => maskFix(fix, mask)),
    suppressions: finding.suppressions.map(({ justification, ...suppression }) => ({
      ...suppression,
      ...(justification !== undefined && { justification: mask(justification) }),
    })),
    givenFingerprints: Object.fromEntries(
      Object.entries(finding.givenFingerprints).filter(([, value]) => mask(value) === value),
    ),
  };
}

/** A fix with stars in it would break the code. */
function maskFix({ description, edits }: Fix, mask: Mask): readonly Fix[] {
  if (edits.some(({ inserted }) => mask(inserted) !== inserted)) return [];
  return [{ description: mask(description), edits }];
}

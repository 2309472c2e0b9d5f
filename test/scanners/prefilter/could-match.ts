import type { Requirement } from '../../../src/scanners/prefilter/requirement.ts';
import { RequirementCheck } from '../../../src/scanners/prefilter/requirement-check.ts';
import { decodeTable, requirementTable } from '../../../src/scanners/prefilter/requirement-table.ts';

/** Whether a text stays a candidate, the requirement written and read as in a built pipe. */
export function couldMatch(requirement: Requirement, text: string): boolean {
  const decoded = decodeTable(JSON.parse(JSON.stringify(requirementTable([requirement]))));
  if (decoded === undefined) throw new TypeError('what was written cannot be read');
  return new RequirementCheck(decoded).metBy(Buffer.from(text)).length > 0;
}

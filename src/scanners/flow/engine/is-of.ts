import type { FlowRule } from '../rules/flow-rule.ts';
import type { Taint } from './value.ts';

/** Whether data is of the source that a rule is about: some harm is done by data of some sources only. */
export const isOf = ({ only }: FlowRule, { label }: Taint) => only.length === 0 || only.includes(label);

import type { ValidateFunction } from 'ajv';
import type { PolicyFile } from './policy-file.ts';

declare const validate: ValidateFunction<PolicyFile>;
export default validate;

import { Ajv } from 'ajv';
import { InputError } from '../core/errors.ts';
import { parseJson } from './json.ts';
import type { SandboxState } from './state.ts';
import { stateSchema } from './state-schema.ts';

/**
 * The state in the text of a file that an earlier run wrote. Throws an `InputError` with the place where it is none:
 * the file lies in a checkout, so anybody may have written it.
 */
export function readSandboxState(file: string, text: string): SandboxState {
  const state = parseJson(text);
  const isState = new Ajv({ allowUnionTypes: true }).compile<SandboxState>(stateSchema);
  if (isState(state)) return state;
  const [problem] = isState.errors ?? [];
  const pointer = problem?.instancePath ?? '';
  const what = state === undefined ? 'is no JSON' : (problem?.message ?? 'is of another form');
  const cure = 'Delete the file to start a new preview.';
  throw new InputError(
    file,
    `This is no state of an earlier preview: ${pointer || 'the file'} ${what}. ${cure}`,
    {
      pointer,
    },
  );
}

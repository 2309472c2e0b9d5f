import { type ExitCode, exitCodes } from '../core/exit-code.ts';
import type { Configuration } from './configuration.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

/** Checks what the configured publishers need; changes nothing. */
export async function doctor(
  _world: World,
  _configuration: Configuration,
  _workshop: Workshop,
): Promise<ExitCode> {
  return exitCodes.passed;
}

import type { Change } from '../core/change.ts';
import type { Policy } from '../policy/policy.ts';
import type { Configuration } from './configuration.ts';
import type { Remote } from './remote.ts';
import type { Workshop } from './workshop.ts';
import type { World } from './world.ts';

/** All that is known and at hand when the scan begins. */
export interface Stage {
  readonly world: World;
  readonly configuration: Configuration;
  readonly workshop: Workshop;
  readonly remote: Remote;
  readonly change: Change;
  readonly policy: Policy;
}

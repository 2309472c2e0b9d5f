import type { RemoteAccount } from './bitbucket.ts';
import { type Decoded, object, optional, text } from './decode.ts';

/** What of an account is asked for and read. */
export const accountFields = ['uuid', 'account_id', 'display_name'] as const;

export const account = object({
  uuid: optional(text),
  account_id: optional(text),
  display_name: optional(text),
});

/** An account that is gone has no id. */
export function accountOf(found: Decoded<typeof account> | undefined): RemoteAccount {
  return {
    id: found?.uuid ?? found?.account_id ?? '',
    displayName: found?.display_name ?? '',
  };
}

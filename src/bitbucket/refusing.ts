import { tokenAdvice } from './advice.ts';
import type { Api } from './api.ts';
import { ApiError } from './api-error.ts';
import { type Call, nameOf } from './call.ts';

/** For what nobody is there to vouch for: each call fails at once and says what would enable it. */
export function refusing({ base, calls }: Api): Api {
  const refuse = async (call: Call): Promise<never> => {
    const message = `${nameOf(call)}: not sent, for without a credential only Code Insights can be reached. ${tokenAdvice}`;
    throw new ApiError(message, { code: 'no-credential', call: nameOf(call) });
  };
  return { base, calls, send: refuse, read: refuse, readIfThere: refuse };
}

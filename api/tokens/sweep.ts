/** Ends tokens whose account was disabled or lost its role, also where nobody uses them. */
import { listLiveTokens } from '../../activities/database/repositories/api-tokens.ts';
import { directoryFailure } from '../../activities/platform/live-directory.ts';
import type { RouteDeps } from '../route.ts';
import { lookAtOwner } from './admit.ts';

/** The newest first; a store with more tokens than this has the others looked at when they are used. */
const mostAtOnce = 500;

export async function sweepTokens(deps: RouteDeps): Promise<void> {
  for (const token of await listLiveTokens(deps.database.db, deps.now(), mostAtOnce)) {
    try {
      await lookAtOwner(deps, token, { anew: false });
    } catch (error) {
      if (directoryFailure(error) === null) throw error;
      // The directory is away: the next round asks again.
      deps.log.debug({ err: error, token: token.id }, 'the owner of a token could not be looked at');
    }
  }
}

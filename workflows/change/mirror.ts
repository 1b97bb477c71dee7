/** The seam for linked stores: one leg per store, beside the primary write and never undoing it. */
import type { MirrorLeg, RequestArgs } from '../contracts/ports.ts';
import { directoryOf } from '../proxies.ts';

/** Writes the planned change of each linked store, in parallel. Plans hold no legs until links exist. */
export async function mirrorChange(args: RequestArgs, legs: readonly MirrorLeg[]): Promise<void> {
  await Promise.all(
    legs.map((leg) =>
      directoryOf(leg.storeKind).applyChange({ requestId: args.requestId, storeId: leg.storeId }),
    ),
  );
}

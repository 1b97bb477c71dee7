import type { ReplicateArgs } from './contracts/ports.ts';
import { replication } from './proxies.ts';

/** Runs of an older version end with this; new ones are in replication/. */
export async function replicateStore(args: ReplicateArgs): Promise<{ readonly objects: number }> {
  return replication.replicateFully(args);
}

import type { ReplicateArgs } from './contracts/ports.ts';
import { replication } from './proxies.ts';

/** Reads a store's users and groups into the index. One run per store at a time. */
export async function replicateStore(args: ReplicateArgs): Promise<{ readonly objects: number }> {
  return replication.replicateFully(args);
}

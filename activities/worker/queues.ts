/** Which task queues this worker process serves (`MUSTER_WORKER_QUEUES`). */
import { type StoreKind, storeKinds } from '../../workflows/contracts/ids.ts';

export interface ServedQueues {
  readonly workflows: boolean;
  /** With webhooks. */
  readonly mail: boolean;
  readonly bulk: boolean;
  readonly providers: readonly StoreKind[];
}

/** @param setting `all`, or a comma-separated list of workflows, mail, bulk and provider kinds */
export function parseQueues(setting: string): ServedQueues {
  if (setting === 'all') return { workflows: true, mail: true, bulk: true, providers: storeKinds };
  const words = setting.split(',').map((word) => word.trim());
  const known: readonly string[] = ['workflows', 'mail', 'bulk', ...storeKinds];
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length > 0) {
    throw new Error(
      `MUSTER_WORKER_QUEUES names ${unknown.join(', ')}: give "all" or a list of ${known.join(', ')}.`,
    );
  }
  return {
    workflows: words.includes('workflows'),
    mail: words.includes('mail'),
    bulk: words.includes('bulk'),
    providers: storeKinds.filter((kind) => words.includes(kind)),
  };
}

/** Where a store's settings keep what is made out of replication and search (stores-and-links S9). */
import type { PlanWarning } from '../../../workflows/contracts/plan.ts';
import type { PlanContext } from '../context.ts';

/** @param container where a group is made; undefined for the store's default container */
export async function excludedWarnings(
  { provider, store }: PlanContext,
  container: string | undefined,
): Promise<PlanWarning[]> {
  if (provider.isExcluded === undefined) return [];
  const place = container ?? (await provider.discover()).defaultContainers.group;
  if (place === undefined || !provider.isExcluded(place)) return [];
  return [
    {
      code: 'object.excluded',
      message: `${place} is excluded from replication in the settings of ${store.name}. Nobody finds the group by searching; this request leads to it, and the page of the store lists it.`,
    },
  ];
}

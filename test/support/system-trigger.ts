/** Raises a system workflow whose action is not built yet: a request with a draft of our own in the place of a planner's. */
import { randomUUID } from 'node:crypto';
import type { PlanContext } from '../../activities/change/context.ts';
import { type Draft, itemsOf } from '../../activities/change/draft.ts';
import { loadGroup } from '../../activities/change/group.ts';
import { planChange, type Planners } from '../../activities/change/plan.ts';
import { insertRequest } from '../../activities/database/repositories/requests.ts';
import { type SystemWorkflow, systemRules } from '../../workflows/contracts/approvals.ts';

interface Deed {
  readonly storeId: string;
  readonly system: SystemWorkflow;
  readonly requester: { readonly id: string; readonly name: string };
  readonly targetId: string;
  /** Of a transfer. */
  readonly newManagerId?: string;
}

/** @returns the id of the request, planned as its approvers would find it */
export async function raise(deps: Parameters<typeof planChange>[0], deed: Deed): Promise<string> {
  const { storeId, requester, targetId } = deed;
  const id = randomUUID();
  await insertRequest(deps.db, {
    ...{ id, storeId, targetId, action: 'updateGroup', input: {}, inputHash: '', dryRun: false },
    ...{ actorStoreId: storeId, actorId: requester.id, actorName: requester.name },
  });
  const planners = { updateGroup: (context: PlanContext) => draftOf(context, deed) };
  await planChange(deps, { requestId: id }, planners as unknown as Planners);
  return id;
}

async function draftOf(context: PlanContext, { system, targetId, newManagerId }: Deed): Promise<Draft> {
  const { provider, store } = context;
  const { object: kind } = systemRules[system];
  if (kind !== 'user' && kind !== 'group') throw new Error(`${system} is about ${kind}.`);
  const [object] = await provider.read([{ kind, id: targetId }]);
  if (object === undefined) throw new Error(`There is no ${kind} ${targetId}.`);
  const managers = object.attributes[provider.vocabulary.manager ?? ''] ?? [];
  const asked = newManagerId === undefined ? managers : [newManagerId];
  const change = {
    ...{ storeId: store.id, kind, objectId: targetId, objectName: object.displayName },
    operation: 'update' as const,
    delta: [{ attribute: 'description', op: 'set' as const, old: null, new: system }],
  };
  return {
    target: { id: targetId, name: object.displayName },
    changes: [change],
    items: itemsOf(store.name, [change], new Map()),
    warnings: [],
    asking: {
      event: 'edit',
      own: system,
      group: kind === 'group' ? await loadGroup(context, targetId) : null,
      ...(kind === 'user' ? { person: { id: targetId, primaryManagers: asked, managers: asked } } : {}),
    },
  };
}

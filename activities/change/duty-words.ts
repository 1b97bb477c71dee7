/** What somebody is told of a rule for separation of duties: its name, and of its groups only those they may see. */
import type { PlanItem, PlanWarning } from '../../workflows/contracts/plan.ts';
import { getGroupSettings } from '../database/repositories/groups.ts';
import { listIndexed } from '../directory-index/objects.ts';
import { authorize } from '../platform/authorize.ts';
import type { PlanContext } from './context.ts';
import type { Conflict } from './duties.ts';
import { RequestRefused } from './refused.ts';
import { seenAmong } from './seen.ts';

/** More are not spelt out. */
const mostNames = 5;

export async function conflictRefusal(
  context: PlanContext,
  conflict: Conflict,
  items: readonly PlanItem[],
): Promise<RequestRefused> {
  const { memberIds = [] } = context.request.input as { memberIds?: readonly string[] };
  const message = `${await toldOf(context, conflict, items)} Ask an administrator whether there can be an exception.`;
  return new RequestRefused(
    'sod.conflict',
    message,
    conflict.members.flatMap((id) => {
      const index = memberIds.indexOf(id);
      return index < 0
        ? []
        : [
            {
              field: `memberIds/${index}`,
              code: 'sod.conflict',
              message: `breaks the rule “${conflict.rule.name}”`,
            },
          ];
    }),
  );
}

export async function conflictWarning(
  context: PlanContext,
  conflict: Conflict,
  items: readonly PlanItem[],
): Promise<PlanWarning> {
  return { code: 'sod.conflict', message: await toldOf(context, conflict, items) };
}

async function toldOf(
  context: PlanContext,
  { rule, members }: Conflict,
  items: readonly PlanItem[],
): Promise<string> {
  const { actor } = context;
  const names = members
    .slice(0, mostNames)
    .map((id) =>
      id === actor.id
        ? 'you'
        : (items.find((item) => item.new === id)?.valueName ?? 'somebody you may not see'),
    );
  const more = members.length - names.length;
  const who = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const groups = await groupsToName(
    context,
    [...rule.first, ...rule.second].flatMap((entry) =>
      entry.kind === 'group' && entry.storeId === context.store.id ? [entry.id] : [],
    ),
  );
  const named = groups.length === 0 ? '' : ` It is about ${groups.join(', ')}.`;
  return `The rule “${rule.name}” keeps duties apart, and this would put ${who} on both sides of it.${named}`;
}

/** Neither what the search policy hides nor a private group is named to somebody it is hidden from. */
async function groupsToName(context: PlanContext, ids: readonly string[]): Promise<string[]> {
  const { db, store, actor } = context;
  const seen = await seenAmong(context, ids);
  const found = await listIndexed(
    db,
    store.id,
    ids.filter((id) => seen.has(id)),
  );
  const names: string[] = [];
  for (const { objectId, displayName } of found.values()) {
    const { additionalOwners, securityType } = await getGroupSettings(db, store.id, objectId);
    const { allow } = authorize({
      actor,
      action: 'view',
      group: { ownerIds: additionalOwners, securityType, isMember: actor.groups.has(objectId) },
    });
    if (allow) names.push(displayName);
  }
  return names.slice(0, mostNames);
}

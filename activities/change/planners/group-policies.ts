/** What the actor's roles say about owners, names and places of groups (access-and-approvals Y1 to Y3). */
import { placesForNew } from '../../directory-index/new-object-places.ts';
import { fold } from '../../platform/fold.ts';
import type { Delta } from '../../../workflows/contracts/delta.ts';
import type { SettingsChange } from '../../../workflows/contracts/plan.ts';
import type { PlanContext } from '../context.ts';
import { type Group, valuesOf } from '../group.ts';
import { RequestRefused } from '../refused.ts';

interface Owners {
  readonly primary: string | null;
  readonly additional: readonly string[];
}

export const ownersOf = ({ provider }: PlanContext, { object, settings }: Group): Owners => ({
  primary: valuesOf(object, provider.vocabulary.owner)[0] ?? null,
  additional: settings.additionalOwners,
});

/** A group's owners once a change is written. */
export function ownersWith(
  context: PlanContext,
  group: Group,
  delta: Delta,
  settings: SettingsChange | null,
): Owners {
  const before = ownersOf(context, group);
  const owner = delta.find(({ attribute }) => attribute === context.provider.vocabulary.owner);
  const { add = [], remove = [] } = settings?.additionalOwners ?? {};
  return {
    primary: owner?.op === 'set' ? owner.new : before.primary,
    additional: [...before.additional, ...add].filter((id) => !remove.includes(id)),
  };
}

const refuseOwners = (field: string, message: string) =>
  RequestRefused.field('policy.owners', field, message);
const people = (count: number): string => (count === 1 ? '1 additional owner' : `${count} additional owners`);

/**
 * @param before null for a new group
 * @throws `policy.owners`
 */
export function requireOwners({ actor, store }: PlanContext, before: Owners | null, after: Owners): void {
  const { primaryRequired, minAdditional, maxAdditional } = actor.policies.groupOwners;
  const isRequired = primaryRequired || store.kind === 'entra-id';
  if (isRequired && after.primary === null && (before === null || before.primary !== null)) {
    throw refuseOwners('owner', 'A group needs an owner here. Name another one instead.');
  }
  const count = after.additional.length;
  if (count < minAdditional) {
    throw refuseOwners(
      'additionalOwners',
      `Your role asks for at least ${people(minAdditional)}. Name ${minAdditional - count} more.`,
    );
  }
  // A group that is beyond it already keeps its owners, but gains none.
  const gains = after.additional.some((id) => before?.additional.includes(id) !== true);
  if (count > maxAdditional && gains) {
    throw refuseOwners(
      'additionalOwners',
      `Your role allows at most ${people(maxAdditional)}. Take ${count - maxAdditional} of them away.`,
    );
  }
}

/** @throws `policy.prefix` for a new group whose name lacks what the role demands */
export function requirePrefix({ actor }: PlanContext, name: string): void {
  const { enforced } = actor.policies.groupNamePrefixes;
  if (
    enforced === null ||
    enforced.some((prefix) => name.startsWith(prefix) && name.trim() !== prefix.trim())
  )
    return;
  throw RequestRefused.field(
    'policy.prefix',
    'name',
    `Your role names groups beginning with ${enforced.join(' or ')}. Put one of these before the name.`,
  );
}

/**
 * Where a new group goes.
 * @returns the container asked for, or the only one the roles allow; undefined for the store's default one
 * @throws `policy.container`
 */
export async function chosenContainer(
  context: PlanContext,
  wanted: string | undefined,
): Promise<string | undefined> {
  const { actor, db, store } = context;
  const allowed = await placesForNew(db, store, actor.object, actor.policies.newObject, 'group');
  if (allowed === null) return wanted;
  if (wanted === undefined && allowed.length === 1) return allowed[0];
  if (wanted !== undefined && allowed.some((path) => fold(path) === fold(wanted))) return wanted;
  throw RequestRefused.field(
    'policy.container',
    'container',
    allowed.length === 0
      ? 'Your role allows no container for new groups that is still there. Ask an administrator.'
      : `Your role allows new groups in ${allowed.join(' or ')} only. Choose one of these.`,
  );
}

/** Changes a group's properties and owners: only what really differs is written. */
import type { UpdateGroupInput } from '../../../workflows/contracts/actions.ts';
import type { Delta } from '../../../workflows/contracts/delta.ts';
import type { Concept } from '../../../workflows/contracts/directory.ts';
import type { PlannedChange, SettingsChange } from '../../../workflows/contracts/plan.ts';
import type { PlanContext } from '../context.ts';
import { type Draft, itemsOf } from '../draft.ts';
import { type Group, loadGroup, requireGroupRight, valuesOf } from '../group.ts';
import { readAny } from '../read-any.ts';
import { RequestRefused } from '../refused.ts';
import { seenAmong } from '../seen.ts';
import { requireAsSeen } from './as-seen.ts';
import { checkGroupFields, ownerWarnings, requireObjects } from './group-fields.ts';
import { ownersOf, ownersWith, requireOwners } from './group-policies.ts';
import { refuseLockedFields } from './hidden-fields.ts';
import { refuseNotTaken } from './taken.ts';

/** The allow-list: which field of the request writes which concept of the directory. */
const writable = {
  displayName: 'displayName',
  description: 'description',
  mail: 'mail',
  category: 'groupCategory',
  scope: 'groupScope',
  owner: 'owner',
} as const satisfies Partial<Record<keyof UpdateGroupInput, Concept>>;

export async function planUpdateGroup(context: PlanContext): Promise<Draft> {
  const input = context.request.input as unknown as UpdateGroupInput;
  const group = await loadGroup(context, input.groupId);
  requireGroupRight(context, 'manage', group);
  const { provider, store } = context;
  refuseLockedFields(context, group.ownerIds, input, input.seen);
  checkGroupFields(provider.groupRules, input);
  await requireAsSeen(context, group, input);

  const delta = deltaOf(context, group, input);
  const settings = settingsOf(group, input);
  const owner = delta.find((change) => change.attribute === provider.vocabulary.owner);
  const newOwner = owner?.op === 'set' ? owner.new : null;
  requireOwners(context, ownersOf(context, group), ownersWith(context, group, delta, settings));
  const touched = [
    ...(owner?.op === 'set' ? [owner.old, owner.new] : []),
    ...(settings?.additionalOwners?.add ?? []),
    ...(settings?.additionalOwners?.remove ?? []),
  ].filter((id) => id !== null);
  const owners = await readAny(context, [...touched, ...ownersAfter(context, group, newOwner, settings)]);
  const seen = await seenAmong(
    context,
    owners.map(({ id }) => id),
  );
  const names = new Map(
    owners.filter(({ id }) => seen.has(id)).map(({ id, displayName }) => [id, displayName]),
  );
  const added = settings?.additionalOwners?.add ?? [];
  const chosen = { owner: newOwner === null ? [] : [newOwner], additionalOwners: added };
  requireObjects(names, chosen, store.name);
  await refuseNotTaken(context, owners, [
    { purpose: 'owner', field: () => 'owner', ids: chosen.owner },
    { purpose: 'additionalOwner', field: (index) => `additionalOwners/${index}`, ids: added },
  ]);

  const changes: PlannedChange[] =
    delta.length === 0 && settings === null
      ? []
      : [
          {
            storeId: store.id,
            kind: 'group',
            objectId: group.object.id,
            objectName: group.object.displayName,
            operation: 'update',
            delta,
            ...(settings === null ? {} : { settings }),
          },
        ];
  return {
    target: { id: group.object.id, name: group.object.displayName },
    changes,
    items: itemsOf(store.name, changes, names),
    warnings:
      touched.length === 0
        ? []
        : ownerWarnings(owners, null, ownersAfter(context, group, newOwner, settings)),
    asking: { event: 'edit', group },
  };
}

function deltaOf(context: PlanContext, group: Group, input: UpdateGroupInput): Delta {
  const { vocabulary } = context.provider;
  return Object.entries(writable).flatMap(([field, concept]) => {
    const wanted = input[field as keyof typeof writable];
    if (wanted === undefined) return [];
    const attribute = vocabulary[concept];
    if (attribute === undefined) {
      throw RequestRefused.field(
        'operation.unsupported',
        field,
        `${context.store.name} has no ${field} for groups.`,
      );
    }
    const old = valuesOf(group.object, attribute)[0] ?? null;
    const next = wanted === '' ? null : wanted;
    return old === next ? [] : [{ attribute, op: 'set' as const, old, new: next }];
  });
}

function settingsOf(group: Group, input: UpdateGroupInput): SettingsChange | null {
  const { securityType, additionalOwners } = group.settings;
  const add = (input.additionalOwners ?? []).filter((id) => !additionalOwners.includes(id));
  const remove =
    input.additionalOwners === undefined
      ? []
      : additionalOwners.filter((id) => !input.additionalOwners?.includes(id));
  const changed: SettingsChange = {
    ...(input.securityType === undefined || input.securityType === securityType
      ? {}
      : { securityType: { old: securityType, new: input.securityType } }),
    ...(add.length + remove.length === 0 ? {} : { additionalOwners: { add: [...new Set(add)], remove } }),
  };
  return Object.keys(changed).length === 0 ? null : changed;
}

function ownersAfter(
  context: PlanContext,
  group: Group,
  newOwner: string | null,
  settings: SettingsChange | null,
): string[] {
  const primary = newOwner === null ? valuesOf(group.object, context.provider.vocabulary.owner) : [newOwner];
  return [...primary, ...ownersWith(context, group, [], settings).additional];
}

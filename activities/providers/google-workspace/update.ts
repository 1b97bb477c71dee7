/** Changes of users and groups: what differs from the present state, in one patch; lists value by value. */
import type { AttributeChange, Delta } from '../../../workflows/contracts/delta.ts';
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { UpdateResult } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import {
  groupBody,
  type GoogleKind,
  infoOf,
  type Resource,
  unknown,
  userBody,
  writeInto,
} from './attributes.ts';
import type { DirectoryApi } from './connection.ts';
import { checkGroupName } from './create.ts';
import { changeCustomValues, type CustomFields, writeCustomValues } from './custom-schemas.ts';
import { isNotFound } from './errors.ts';
import { type Acquaintances, find, toObject } from './objects.ts';
import { addMember, removeMember, requireExisting, setManager, setOwner } from './references.ts';

type SetChange = Extract<AttributeChange, { op: 'set' }>;

interface Found {
  readonly kind: GoogleKind;
  readonly resource: Resource;
}

export async function updateObject(
  api: DirectoryApi,
  known: Acquaintances,
  ref: ObjectRef,
  delta: Delta,
  custom: CustomFields,
): Promise<UpdateResult> {
  const found = await require(api, ref);
  const { kind, resource } = found;
  for (const change of delta) {
    const info = infoOf(kind, change.attribute, custom);
    if (info?.writable !== true || (change.op === 'values') !== info.multiValued)
      throw unknown(kind, change.attribute);
  }
  const sets = await outstanding(
    api,
    known,
    found,
    delta.filter((change) => change.op === 'set'),
  );
  await requireExisting(api, addedReferences(kind, delta));

  const patch: Resource = {};
  for (const change of sets.filter(({ attribute }) => infoOf(kind, attribute)?.type !== 'reference')) {
    if (kind === 'group' && change.attribute === 'name') checkGroupName(change.new ?? '');
    const field = custom.get(change.attribute);
    if (field === undefined) writeInto(kind, patch, change.attribute, change.new, resource);
    else writeCustomValues(patch, field, change.new === null ? [] : [change.new]);
  }
  for (const change of delta) {
    const field = custom.get(change.attribute);
    if (field !== undefined && change.op === 'values') changeCustomValues(patch, field, change, resource);
  }
  const before = pathOf(known, found);
  const after = Object.keys(patch).length === 0 ? resource : await write(api, found, patch);
  for (const change of sets) {
    if (change.attribute === 'manager') await setManager(api, after, change.new);
    if (change.attribute === 'owner') await setOwner(api, ref.id, change.old, change.new);
  }
  for (const change of delta) {
    if (change.op !== 'values' || custom.has(change.attribute)) continue;
    for (const id of change.remove) await removeMember(api, ref.id, id);
    for (const id of change.add) await addMember(api, ref.id, id);
  }
  const path = pathOf(known, { kind, resource: after });
  return { path: path === before ? null : path };
}

const pathOf = (known: Acquaintances, { kind, resource }: Found): string => known.meet(kind, resource).path;

/** @throws `object.notFound` */
async function require(api: DirectoryApi, ref: ObjectRef): Promise<Found> {
  const found = await find(api, ref.id, ref.kind === 'group' ? 'group' : 'user');
  if (found !== null) return found;
  throw new ProviderError('object.notFound', 'This object does not exist in Google Workspace any more.');
}

/** The sets whose new value does not hold yet. @throws `object.conflict` where the old one is gone */
async function outstanding(
  api: DirectoryApi,
  known: Acquaintances,
  { kind, resource }: Found,
  sets: readonly SetChange[],
): Promise<readonly SetChange[]> {
  if (sets.length === 0) return [];
  const { attributes } = await toObject(
    api,
    known,
    kind,
    resource,
    sets.map(({ attribute }) => attribute),
  );
  return sets.filter(({ attribute, old, new: next }) => {
    const current = attributes[attribute]?.[0] ?? null;
    if (current === next) return false;
    if (current === old) return true;
    throw new ProviderError(
      'object.conflict',
      `${attribute} was changed in Google Workspace meanwhile. Look at its present value and ask again.`,
      { attributes: [attribute] },
    );
  });
}

const addedReferences = (kind: GoogleKind, delta: Delta): Record<string, readonly string[]> =>
  Object.fromEntries(
    delta.flatMap((change) => {
      if (infoOf(kind, change.attribute)?.type !== 'reference') return [];
      const added = change.op === 'values' ? change.add : change.new === null ? [] : [change.new];
      return added.length === 0 ? [] : [[change.attribute, added]];
    }),
  );

async function write(api: DirectoryApi, { kind, resource }: Found, patch: Resource): Promise<Resource> {
  const key = resource.id ?? '';
  return kind === 'user'
    ? (await api.users.patch({ userKey: key, requestBody: userBody(patch) })).data
    : (await api.groups.patch({ groupKey: key, requestBody: groupBody(patch) })).data;
}

/** Gone already is success. */
export async function removeObject(api: DirectoryApi, known: Acquaintances, ref: ObjectRef): Promise<void> {
  const found = await find(api, ref.id, ref.kind === 'group' ? 'group' : 'user');
  if (found === null) return;
  try {
    if (found.kind === 'user') await api.users.delete({ userKey: ref.id });
    else await api.groups.delete({ groupKey: ref.id });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  known.forget(ref.id);
}

/**
 * Brings a deleted user back, within 20 days. Groups are gone for good.
 * @throws `object.notFound`
 */
export async function restoreObject(
  api: DirectoryApi,
  known: Acquaintances,
  ref: ObjectRef,
): Promise<DirectoryObject> {
  const there = await find(api, ref.id, ref.kind === 'group' ? 'group' : 'user');
  if (there !== null) return toObject(api, known, there.kind, there.resource);
  if (ref.kind === 'group')
    throw new ProviderError('object.notFound', 'Google Workspace keeps no deleted groups. Create it again.');
  await api.users.undelete({ userKey: ref.id, requestBody: { orgUnitPath: '/' } });
  const { kind, resource } = await require(api, ref);
  return toObject(api, known, kind, resource);
}

/** A user goes to another organizational unit; groups stand in none. */
export async function moveObject(
  api: DirectoryApi,
  known: Acquaintances,
  ref: ObjectRef,
  container: string,
): Promise<UpdateResult> {
  const found = await require(api, ref);
  if (found.kind === 'group')
    throw new ProviderError(
      'operation.unsupported',
      'A group of Google Workspace stands in no organizational unit.',
    );
  if (found.resource.orgUnitPath === container) return { path: null };
  const moved = await write(api, found, { orgUnitPath: container });
  return { path: pathOf(known, { kind: 'user', resource: moved }) };
}

/** Suspending takes sign-in away and keeps everything else. */
export async function setEnabled(api: DirectoryApi, ref: ObjectRef, enabled: boolean): Promise<void> {
  requireUser(ref);
  await api.users.patch({ userKey: ref.id, requestBody: { suspended: !enabled } });
}

export async function setPassword(
  api: DirectoryApi,
  ref: ObjectRef,
  password: string,
  mustChange: boolean,
): Promise<void> {
  requireUser(ref);
  if (password.length < 8 || password.length > 100) {
    throw new ProviderError('value.invalid', 'A password has 8 to 100 characters in Google Workspace.', {
      attributes: ['password'],
    });
  }
  await api.users.patch({
    userKey: ref.id,
    requestBody: { password, changePasswordAtNextLogin: mustChange },
  });
}

function requireUser(ref: ObjectRef): void {
  if (ref.kind !== 'user') throw new ProviderError('operation.unsupported', 'Only users can do this.');
}

/**
 * {@link Update}: one delta of one object.
 *
 * Graph has no conditional writes for directory objects, so drift is found by reading just before
 * the write; a change in the instant between is not seen. All reads and refusals come before the
 * first write, and each write is skipped where its result holds, so that a second run goes on where
 * the first was killed.
 */
import type { AttributeChange, Delta } from '../../../workflows/contracts/delta.ts';
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import { ProviderError, type UpdateResult } from '../contract.ts';
import type { GraphConnection, Json } from './connection.ts';
import { changeLinks, type LinkChange } from './links.ts';
import { membersForSure } from './members.ts';
import { pathOf, valuesOf } from './objects.ts';
import { isId, readRaw } from './read.ts';
import { requireChangeable, requireMembersByHand } from './read-only.ts';
import type { Recent } from './recent.ts';
import { GraphRefusal } from './refusal.ts';
import {
  checkValue,
  type EntraKind,
  invalid,
  isEntraKind,
  isExtension,
  jsonOf,
  requireWritable,
} from './schema.ts';

type SetChange = AttributeChange & { readonly op: 'set' };
type ValuesChange = AttributeChange & { readonly op: 'values' };

interface Planned {
  readonly body: Readonly<Record<string, unknown>>;
  /** Undefined: as it is. */
  readonly manager: string | null | undefined;
  readonly links: readonly LinkChange[];
}

export async function updateObject(
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
  delta: Delta,
): Promise<UpdateResult> {
  const { kind } = ref;
  if (!isEntraKind(kind)) throw unsupportedKind(kind);
  const { domain } = connection.settings;
  const json = await locate(
    connection,
    recent,
    { kind, id: ref.id },
    delta.map(({ attribute }) => attribute).filter((attribute) => attribute !== 'members'),
  );
  if (delta.length > 0) requireChangeable(kind, json);
  const planned = await plan(connection, kind, json, delta);
  const group = { ...json, id: ref.id.toLowerCase() };
  if (Object.keys(planned.body).length > 0) {
    await connection.send({ method: 'PATCH', path: `/${kind}s/${group.id}`, body: planned.body });
  }
  if (planned.manager !== undefined) await setManager(connection, recent, group.id, planned.manager);
  for (const links of planned.links) await changeLinks(connection, recent, group, links);
  const renamed = planned.body['displayName'] !== undefined;
  return { path: renamed ? pathOf({ ...json, ...planned.body }, domain) : null };
}

export const unsupportedKind = (kind: string): ProviderError =>
  new ProviderError('operation.unsupported', `Muster keeps users and groups in Entra ID, no ${kind}s.`);

/** @throws `object.notFound`, `provider.unavailable` for one just made */
export async function locate(
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
  attributes: readonly string[],
): Promise<Json> {
  const [found] = await readRaw(connection, [ref], attributes);
  if (found?.kind === ref.kind) return found.json;
  recent.refuseAbsence(ref.id);
  throw new ProviderError('object.notFound', 'It does not exist in Entra ID any more.', { detail: ref.id });
}

async function plan(
  connection: GraphConnection,
  kind: EntraKind,
  json: Json,
  delta: Delta,
): Promise<Planned> {
  const body: Record<string, unknown> = {};
  const links: LinkChange[] = [];
  let manager: string | null | undefined;
  for (const change of delta) {
    const { attribute } = change;
    const info = requireWritable(kind, attribute, false, connection.extensions.known);
    if (attribute === 'members' || attribute === 'owners') {
      if (attribute === 'members') requireMembersByHand(json);
      links.push(
        change.op === 'values'
          ? { list: attribute, add: change.add, remove: change.remove }
          : await ownerLinks(connection, json, change),
      );
      continue;
    }
    const current = valuesOf(kind, json, attribute, connection);
    if (attribute === 'manager') {
      if (change.op === 'values') throw invalid(attribute, 'holds one value only');
      if (!holds(current, change.new)) {
        if (!holds(current, change.old)) throw drifted(attribute);
        manager = change.new;
      }
      continue;
    }
    const wanted =
      change.op === 'set' ? afterSet(current, change) : afterValues(current, change, info.multiValued);
    if (wanted === null) continue;
    for (const value of wanted) checkValue(info, value);
    if (wanted.length === 0 && attribute === 'displayName') throw invalid(attribute, 'must have a value');
    const values = wanted.map((one) => jsonOf(info, one));
    const value = info.multiValued ? values : (values[0] ?? null);
    if (isExtension(attribute)) {
      body['onPremisesExtensionAttributes'] = {
        ...(body['onPremisesExtensionAttributes'] as object | undefined),
        [attribute]: value,
      };
    } else body[attribute] = value;
  }
  return { body, manager, links };
}

const holds = (current: readonly string[], value: string | null): boolean =>
  value === null ? current.length === 0 : current.includes(value);

const drifted = (attribute: string): ProviderError =>
  new ProviderError(
    'object.conflict',
    `${attribute} was changed in Entra ID meanwhile. Look at its present value and ask again.`,
    { attributes: [attribute] },
  );

/** The values there shall be; null when they are there. Of a list, one value takes the place of another. */
function afterSet(current: readonly string[], change: SetChange): readonly string[] | null {
  const others = current.filter((value) => value !== change.old);
  if (holds(current, change.new) && (change.old === null || others.length === current.length)) return null;
  if (!holds(current, change.old)) throw drifted(change.attribute);
  return change.new === null || others.includes(change.new) ? others : [...others, change.new];
}

function afterValues(
  current: readonly string[],
  change: ValuesChange,
  multiValued: boolean,
): readonly string[] | null {
  if (!multiValued) throw invalid(change.attribute, 'holds one value only');
  const kept = current.filter((value) => !change.remove.includes(value));
  const wanted = [...kept, ...change.add.filter((value) => !kept.includes(value))];
  const same = wanted.length === current.length && wanted.every((value) => current.includes(value));
  return same ? null : wanted;
}

/** One owner in the place of another; further owners stay. */
async function ownerLinks(connection: GraphConnection, json: Json, change: SetChange): Promise<LinkChange> {
  if (change.attribute !== 'owners') throw invalid(change.attribute, 'is a list, to which values are added');
  const current = valuesOf('group', json, 'owners', connection);
  const given = [change.old, change.new].filter((id) => id !== null);
  const sure =
    given.length === 0
      ? new Set<string>()
      : await membersForSure(connection, String(json['id']), 'owners', given);
  const has = (id: string | null): boolean => (id === null ? current.length === 0 : sure.has(id));
  const nothing: LinkChange = { list: 'owners', add: [], remove: [] };
  const oldIsGone = change.old === null || !sure.has(change.old);
  if (has(change.new) && oldIsGone) return nothing;
  if (!has(change.old)) throw drifted('owners');
  return {
    list: 'owners',
    add: change.new === null ? [] : [change.new],
    remove: change.old === null ? [] : [change.old],
  };
}

export async function setManager(
  connection: GraphConnection,
  recent: Recent,
  userId: string,
  manager: string | null,
): Promise<void> {
  const path = `/users/${userId}/manager/$ref`;
  try {
    if (manager === null) await connection.send({ method: 'DELETE', path });
    else {
      if (!isId(manager)) throw invalid('manager', 'is not the id of an object');
      const target = `${connection.cloud.graph}/v1.0/users/${manager}`;
      await connection.send({ method: 'PUT', path, body: { '@odata.id': target } });
    }
  } catch (error) {
    if (!(error instanceof GraphRefusal) || error.status !== 404) throw error;
    // No manager to take away is what was wanted.
    if (manager === null) return;
    recent.refuseAbsence(manager);
    recent.refuseAbsence(userId);
    throw new ProviderError('object.notFound', 'The manager does not exist in Entra ID any more.', {
      attributes: ['manager'],
      detail: manager,
    });
  }
}

/**
 * Adding and removing members and owners by reference, so that a second run does nothing more.
 *
 * Graph says "already there" with the same 400 as any other refusal: what is refused is looked up
 * again in the list itself, and its words are never read.
 */
import { ProviderError } from '../contract.ts';
import type { GraphConnection, Json } from './connection.ts';
import { isUnified, kindOf, nameOf } from './objects.ts';
import { getByIds, isId, maxIds } from './read.ts';
import { membersAmong, membersForSure, readGroup } from './members.ts';
import { notSpreadYet, type Recent } from './recent.ts';
import { GraphRefusal } from './refusal.ts';
import { type RefusedLink, refusedLinks } from './refused-links.ts';

/** References of one PATCH, all or nothing. */
const maxReferences = 20;

type List = 'members' | 'owners';

export interface LinkChange {
  readonly list: List;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** @param group read before, with `groupTypes` */
export async function changeLinks(
  connection: GraphConnection,
  recent: Recent,
  group: Json & { readonly id: string },
  change: LinkChange,
): Promise<void> {
  try {
    // Added first: a group keeps at least one owner.
    await addLinks(connection, recent, group, change.list, lowered(change.add));
    await removeLinks(connection, recent, group.id, change.list, lowered(change.remove));
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) recent.refuseAbsence(group.id);
    throw error;
  }
}

const lowered = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => id.toLowerCase()))];

async function addLinks(
  connection: GraphConnection,
  recent: Recent,
  group: Json & { readonly id: string },
  list: List,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const present =
    list === 'members'
      ? await membersAmong(connection, recent, group.id, ids)
      : await membersForSure(connection, group.id, list, ids);
  const missing = ids.filter((id) => !present.has(id));
  if (missing.length === 0) return;
  await requireObjects(connection, recent, group, list, missing);
  const refused: RefusedLink[] = [];
  for (let start = 0; start < missing.length; start += maxReferences) {
    const portion = missing.slice(start, start + maxReferences);
    try {
      await connection.send({
        method: 'PATCH',
        path: `/groups/${group.id}`,
        body: { [`${list}@odata.bind`]: portion.map((id) => referenceTo(connection, id)) },
      });
    } catch (error) {
      if (!(error instanceof GraphRefusal) || (error.status !== 400 && error.status !== 404)) throw error;
      refused.push(...(await addOneByOne(connection, recent, group.id, list, portion)));
    }
  }
  if (refused.length > 0) throw await refusedLinks(connection, list, ids.length, refused);
}

/** Checked before anything is written: nothing of a change that cannot be made whole is begun. */
async function requireObjects(
  connection: GraphConnection,
  recent: Recent,
  group: Json,
  list: List,
  ids: readonly string[],
): Promise<void> {
  const kinds = new Map<string, ReturnType<typeof kindOf>>();
  const valid = ids.filter(isId);
  for (let start = 0; start < valid.length; start += maxIds) {
    for (const json of await getByIds(connection, valid.slice(start, start + maxIds))) {
      kinds.set(String(json['id']), kindOf(json));
    }
  }
  for (const id of ids) {
    if (kinds.has(id)) continue;
    recent.refuseAbsence(id);
    throw new ProviderError(
      'object.notFound',
      'One of those to be added does not exist in Entra ID any more.',
      {
        attributes: [list],
        detail: id,
      },
    );
  }
  if (list === 'members' && !isUnified(group)) return;
  if ([...kinds.values()].every((kind) => kind === 'user')) return;
  throw new ProviderError(
    'value.invalid',
    list === 'owners'
      ? 'Only people can own a group in Entra ID.'
      : `${nameOf(group)} is a Microsoft 365 group, which takes people as members only.`,
    { attributes: [list] },
  );
}

/**
 * @returns those refused for good
 * @throws where some are to be tried again: they come first, and the others are refused again then
 */
async function addOneByOne(
  connection: GraphConnection,
  recent: Recent,
  groupId: string,
  list: List,
  ids: readonly string[],
): Promise<RefusedLink[]> {
  const results = await connection.batch(
    ids.map((id) => ({
      method: 'POST',
      path: `/groups/${groupId}/${list}/$ref`,
      body: { '@odata.id': referenceTo(connection, id) },
    })),
  );
  const refused = ids.flatMap((id, index) => {
    const result = results[index] ?? null;
    return result instanceof GraphRefusal ? [{ id, refusal: result }] : [];
  });
  if (refused.length === 0) return [];
  const present = await membersForSure(
    connection,
    groupId,
    list,
    refused.map(({ id }) => id),
  );
  const real = refused.filter(({ id }) => !present.has(id));
  // A new group or member is not known everywhere at once.
  const young = real.find(({ id }) => recent.has(groupId) || recent.has(id));
  if (young !== undefined) throw notSpreadYet(young.id);
  return real;
}

async function removeLinks(
  connection: GraphConnection,
  recent: Recent,
  groupId: string,
  list: List,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  // Asked for all: an index that lags behind must not hide one that is to go.
  const asked = ids.filter(isId);
  const results = await connection.batch(
    asked.map((id) => ({ method: 'DELETE', path: `/groups/${groupId}/${list}/${id}/$ref` })),
  );
  const refused = asked.flatMap((id, index): RefusedLink[] => {
    const result = results[index] ?? null;
    return result instanceof GraphRefusal ? [{ id, refusal: result }] : [];
  });
  const real = refused.filter(({ refusal }) => refusal.status !== 404);
  if (real.length > 0) throw await refusedLinks(connection, list, asked.length, real);
  // 404 is "not in it" or "no such group"; the group itself tells which.
  if (refused.length > 0) await readGroup(connection, recent, groupId);
}

const referenceTo = (connection: GraphConnection, id: string): string =>
  `${connection.cloud.graph}/v1.0/directoryObjects/${id}`;

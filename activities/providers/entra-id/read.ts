/** {@link Read}: objects by id, 20 a request. */
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { GraphConnection, Json } from './connection.ts';
import { expandOf, kindOf, selectOf, toObject } from './objects.ts';
import type { Recent } from './recent.ts';
import { completed } from './references.ts';
import { GraphRefusal } from './refusal.ts';
import { type EntraKind, isEntraKind } from './schema.ts';

/** `getByIds` takes so many. */
export const maxIds = 1000;
export const isId = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

export interface Raw {
  readonly kind: EntraKind;
  readonly json: Json;
}

/** @throws `provider.unavailable` when one that was just made is not to be seen yet */
export async function readObjects(
  connection: GraphConnection,
  recent: Recent,
  refs: readonly ObjectRef[],
  attributes?: readonly string[],
): Promise<DirectoryObject[]> {
  const found = await readRaw(connection, refs, attributes);
  const seen = new Set(found.map(({ json }) => json['id']));
  for (const { id } of refs) if (!seen.has(id.toLowerCase())) recent.refuseAbsence(id);
  return found.map(({ kind, json }) => toObject(kind, json, connection, attributes));
}

/** The kind of a ref is a guess: what is not found under it is looked up under the kind it has. */
export async function readRaw(
  connection: GraphConnection,
  refs: readonly ObjectRef[],
  attributes?: readonly string[],
): Promise<Raw[]> {
  const guesses = new Map<string, EntraKind>();
  for (const { id, kind } of refs) {
    if (isId(id)) guesses.set(id.toLowerCase(), kind === 'group' ? 'group' : 'user');
  }
  const first = await readOfKinds(connection, guesses, attributes);
  const missing = [...guesses.keys()].filter((id) => !first.has(id));
  if (missing.length === 0) return [...first.values()];
  const kinds = await kindsOf(connection, missing);
  const wrong = new Map([...kinds].filter(([id, kind]) => kind !== guesses.get(id)));
  const second = await readOfKinds(connection, wrong, attributes);
  return [...first.values(), ...second.values()];
}

async function readOfKinds(
  connection: GraphConnection,
  kinds: ReadonlyMap<string, EntraKind>,
  attributes: readonly string[] | undefined,
): Promise<Map<string, Raw>> {
  const wanted = [...kinds];
  const results = await connection.batch(
    wanted.map(([id, kind]) => {
      const expand = expandOf(kind, attributes);
      const query = `$select=${selectOf(connection, kind, attributes)}${expand === null ? '' : `&$expand=${expand}($select=id)`}`;
      return { method: 'GET', path: `/${kind}s/${id}?${query}` };
    }),
  );
  const found = new Map<string, Raw>();
  for (const [index, [id, kind]] of wanted.entries()) {
    const result = results[index] ?? null;
    if (result instanceof GraphRefusal && result.status !== 404) throw result;
    if (result === null || result instanceof GraphRefusal) continue;
    const name = expandOf(kind, attributes);
    const [json = result] = name === 'owners' ? await completed(connection, name, [result]) : [result];
    found.set(id, { kind, json });
  }
  return found;
}

/** Which of the ids are users or groups. */
async function kindsOf(connection: GraphConnection, ids: readonly string[]): Promise<Map<string, EntraKind>> {
  const kinds = new Map<string, EntraKind>();
  for (let start = 0; start < ids.length; start += maxIds) {
    for (const json of await getByIds(connection, ids.slice(start, start + maxIds))) {
      const kind = kindOf(json);
      if (kind !== null && isEntraKind(kind)) kinds.set(String(json['id']), kind);
    }
  }
  return kinds;
}

/** Directory objects of any type, at most 1,000. */
export async function getByIds(connection: GraphConnection, ids: readonly string[]): Promise<Json[]> {
  const answer = await connection.send({
    method: 'POST',
    path: '/directoryObjects/getByIds',
    body: { ids, types: ['directoryObject'] },
  });
  const value = answer?.['value'];
  return Array.isArray(value) ? (value as Json[]) : [];
}

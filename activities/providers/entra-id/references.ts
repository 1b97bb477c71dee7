/** Owners and managers of objects that were read: expanded where Graph can, asked for where it cannot. */
import { type GraphConnection, type Json } from './connection.ts';
import { maxExpanded, textOf } from './objects.ts';
import { GraphRefusal } from './refusal.ts';

export type ReferenceName = 'manager' | 'owners';

/** Fills in the reference of each object, 20 objects a request. */
export async function withReferences(
  connection: GraphConnection,
  name: ReferenceName,
  objects: readonly Json[],
): Promise<Json[]> {
  const calls = objects.map((object) => ({
    method: 'GET' as const,
    path:
      name === 'manager'
        ? `/users/${idOf(object)}/manager?$select=id`
        : `/groups/${idOf(object)}/owners?$select=id&$top=999`,
  }));
  const results = await connection.batch(calls);
  return objects.map((object, index) => {
    const result = results[index] ?? null;
    if (result instanceof GraphRefusal) {
      // No manager is 404, and so is an object that went meanwhile.
      if (result.status === 404) return object;
      throw result;
    }
    return { ...object, [name]: name === 'manager' ? result : (result?.['value'] ?? []) };
  });
}

/** What was expanded may have been cut; then the list is read whole. */
export async function completed(
  connection: GraphConnection,
  name: ReferenceName,
  objects: readonly Json[],
): Promise<Json[]> {
  const isCut = (object: Json): boolean => {
    const list = object[name];
    return Array.isArray(list) && list.length >= maxExpanded;
  };
  const cut = objects.filter(isCut);
  if (cut.length === 0) return [...objects];
  const whole = new Map(
    (await withReferences(connection, name, cut)).map((object) => [idOf(object), object]),
  );
  return objects.map((object) => whole.get(idOf(object)) ?? object);
}

const idOf = (object: Json): string => encodeURIComponent(textOf(object, 'id') ?? '');

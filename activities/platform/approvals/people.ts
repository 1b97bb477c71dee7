/** Who can be asked: enabled people, groups opened with one nested level (access-and-approvals W4, T8). */
import type { DirectoryObject, ObjectRef, Vocabulary } from '../../../workflows/contracts/directory.ts';
import type { NamedPerson } from '../../database/repositories/approvals.ts';

/** What is read of a directory to find approvers; every provider has it. */
export interface DirectoryReader {
  readonly vocabulary: Vocabulary;
  read(refs: readonly ObjectRef[], attributes?: readonly string[]): Promise<DirectoryObject[]>;
  members(group: ObjectRef, pageSize: number): AsyncIterable<readonly ObjectRef[]>;
}

/** More people than this are never asked at once; a group larger than that is no approver. */
export const mostApprovers = 500;
/** A group's own members and those of the groups in it. */
const groupLevels = 2;

/** Objects by id, whatever kind they are. */
export async function readIds(
  reader: DirectoryReader,
  ids: readonly string[],
  attributes?: readonly string[],
): Promise<DirectoryObject[]> {
  // The id decides; the kind of a reference is only a hint to the provider.
  const refs = [...new Set(ids)].map((id) => ({ kind: 'user' as const, id }));
  return refs.length === 0 ? [] : reader.read(refs, attributes);
}

/** The enabled users among these objects, and the enabled users in the groups among them. */
export async function peopleAmong(
  reader: DirectoryReader,
  storeId: string,
  ids: readonly string[],
): Promise<NamedPerson[]> {
  const people = new Map<string, DirectoryObject>();
  let found = await readIds(reader, ids);
  for (let level = 0; ; level += 1) {
    for (const object of found) {
      if (object.kind === 'user' && object.enabled) people.set(object.id, object);
    }
    if (level === groupLevels || people.size >= mostApprovers) break;
    const inside: string[] = [];
    for (const group of found.filter(({ kind }) => kind === 'group')) {
      inside.push(...(await membersOf(reader, group)));
    }
    if (inside.length === 0) break;
    found = await readIds(reader, inside.slice(0, mostApprovers));
  }
  const { mail } = reader.vocabulary;
  return [...people.values()].slice(0, mostApprovers).map((person) => ({
    storeId,
    id: person.id,
    name: person.displayName,
    mail: (mail === undefined ? undefined : person.attributes[mail]?.[0]) ?? null,
  }));
}

async function membersOf(reader: DirectoryReader, group: ObjectRef): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of reader.members(group, mostApprovers)) {
    ids.push(...page.map(({ id }) => id));
    if (ids.length >= mostApprovers) break;
  }
  return ids;
}

/** Rename, move and removal. */
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { UpdateResult } from '../contract.ts';
import { formatDn } from '../ldap-client/dn.ts';
import { checkName } from './create.ts';
import { type Directory, hasGone } from './directory.ts';
import { nameOf } from './references.ts';
import { relocate } from './relocate.ts';
import { update } from './update.ts';
import { vocabulary } from './vocabulary.ts';

/** {@link Rename.rename}. What is not named by its `cn` keeps its DN: only the `cn` changes. */
export async function rename(directory: Directory, ref: ObjectRef, name: string): Promise<UpdateResult> {
  checkName(name);
  const found = await directory.pool.use((connection) =>
    directory.locate(connection, ref.id, [vocabulary.name]),
  );
  const now = nameOf(found.entry, found.dn[0]);
  if (now === name) return { path: formatDn(found.dn) };
  const { path } = await update(directory, ref, [
    { attribute: vocabulary.name, op: 'set', old: now, new: name },
  ]);
  return { path: path ?? formatDn(found.dn) };
}

export async function move(directory: Directory, ref: ObjectRef, container: string): Promise<UpdateResult> {
  const target = directory.container(container);
  return directory.pool.use(async (connection) => ({
    path: await relocate(directory, connection, ref.id, (dn) => [...dn.slice(0, 1), ...target]),
  }));
}

/** {@link Remove.remove}: the server makes sure that no other object of that name is hit. */
export function remove(directory: Directory, ref: ObjectRef): Promise<void> {
  return directory.pool.use(async (connection) => {
    for (let attempt = 1; ; attempt += 1) {
      const found = await directory.find(connection, ref.id);
      if (found === null) return;
      try {
        await connection.remove(found.dnText, await directory.guard(connection, ref.id));
        return;
      } catch (error) {
        if (!hasGone(error) || attempt === 2) throw error;
      }
    }
  });
}

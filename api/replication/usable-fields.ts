/** Only what is indexed can be asked for [stores-and-links R5]. */
import type { Db } from '../../activities/database/client.ts';
import { getStoreReplication } from '../../activities/database/repositories/replication-settings.ts';
import type { IdentityStore } from '../../activities/database/repositories/stores.ts';
import {
  type DirectoryField,
  type DirectoryList,
  fieldsOf,
} from '../../activities/platform/directory-fields.ts';
import { storeVocabulary } from '../../activities/platform/live-directory.ts';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';

/** The kinds a list shows; all of them where it is not named. */
const kindsOfList: Readonly<Partial<Record<DirectoryList, readonly ObjectKind[]>>> = {
  groups: ['group'],
  users: ['user'],
};

/** The fields that at least one of the stores has an indexed value for. */
export async function usableFields(
  db: Db,
  list: DirectoryList,
  stores: readonly IdentityStore[],
): Promise<ReadonlyMap<string, DirectoryField>> {
  const fields = new Map<string, DirectoryField>();
  for (const store of stores) {
    const chosen = (await getStoreReplication(db, store.id))?.attributes ?? {};
    const kinds = kindsOfList[list] ?? replicatedKinds[store.kind];
    const isIndexed = (attribute: string): boolean =>
      kinds.some((kind) => chosen[kind]?.includes(attribute) ?? true);
    for (const [name, field] of fieldsOf(list, storeVocabulary(store.kind))) {
      const { source } = field;
      const attribute = source.from === 'attribute' ? source.attribute : undefined;
      // `$name` and the like are kept of every object.
      if (attribute === undefined || attribute.startsWith('$') || isIndexed(attribute))
        fields.set(name, field);
    }
  }
  return fields;
}

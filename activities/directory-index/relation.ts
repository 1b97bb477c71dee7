/** What a reader is to one object that is read: levels of fields ask for it (stores-and-links P5). */
import type { Db } from '../database/client.ts';
import type { IdentityStore } from '../database/repositories/stores.ts';
import { type Relation, unrelated } from '../platform/levels.ts';
import { storeVocabulary } from '../platform/live-directory.ts';
import type { IndexedObject } from './contract.ts';
import { type Reader, relationsTo } from './visibility.ts';

/** @param reader as a reader of this store: of another one they are nobody */
export async function relationOf(
  db: Db,
  reader: Reader,
  { kind: storeKind, fieldLevels }: Pick<IdentityStore, 'kind' | 'fieldLevels'>,
  { kind, objectId, attributes }: IndexedObject,
): Promise<Relation> {
  // Nobody asks where nothing has a level.
  if (fieldLevels.length === 0 || reader.id === '') return unrelated;
  const { owner, manager } = storeVocabulary(storeKind);
  const owned = kind === 'group' ? (await relationsTo(db, reader, owner, [objectId])).owner : null;
  return {
    owns: owned?.has(objectId) ?? false,
    manages: manager !== undefined && (attributes[manager]?.includes(reader.id) ?? false),
    isSelf: kind === 'user' && objectId === reader.id,
  };
}

/** The objects the engine is told of, with what surrounds them, as PostgreSQL has them now. */
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { StoreKind } from '../../../workflows/contracts/ids.ts';
import type { Db } from '../../database/client.ts';
import { defaultGroupSettings } from '../../database/repositories/groups.ts';
import {
  additionalOwners,
  directoryMembers,
  directoryObjects,
  groupSettings,
} from '../../database/schema/directory.ts';
import { identityStores } from '../../database/schema/stores.ts';
import { storeVocabulary } from '../../platform/live-directory.ts';
import { type Document, documentOf } from './document.ts';

/** What an object of the index is called in it. */
export interface ObjectKey {
  readonly storeId: string;
  readonly objectId: string;
}

/** A document names its store and object: what has no row any more has no document. */
export const readDocuments = (db: Db, keys: readonly ObjectKey[]): Promise<Document[]> =>
  documentsWhere(
    db,
    sql`(${directoryObjects.storeId}, ${directoryObjects.objectId}) in (select * from unnest(
      ${sql.param(keys.map(({ storeId }) => storeId))}::uuid[], ${sql.param(keys.map(({ objectId }) => objectId))}::text[]))`,
    keys.length,
  );

/** A page of a store's objects of one kind, in the order an index answers it in. */
export const readDocumentPage = (
  db: Db,
  { storeId, kind }: { storeId: string; kind: ObjectKind },
  after: Pick<Document, 'sortKey' | 'objectId'> | null,
  limit: number,
): Promise<Document[]> =>
  documentsWhere(
    db,
    and(
      eq(directoryObjects.storeId, storeId),
      eq(directoryObjects.kind, kind),
      after === null
        ? undefined
        : sql`(${directoryObjects.sortKey}, ${directoryObjects.objectId}) > (${after.sortKey}, ${after.objectId})`,
    ),
    limit,
  );

async function documentsWhere(db: Db, condition: SQL | undefined, limit: number): Promise<Document[]> {
  const own = sql`${directoryObjects.storeId}`;
  const id = sql`${directoryObjects.objectId}`;
  const rows = await db
    .select({
      object: directoryObjects,
      storeKind: sql<StoreKind>`${identityStores.kind}`,
      securityType: groupSettings.securityType,
      owners: sql<string[]>`array(select ${additionalOwners.ownerId} from ${additionalOwners}
        where ${additionalOwners.storeId} = ${own} and ${additionalOwners.groupId} = ${id})`,
      groups: sql<string[]>`array(select ${directoryMembers.groupId} from ${directoryMembers}
        where ${directoryMembers.storeId} = ${own} and ${directoryMembers.memberId} = ${id})`,
      hasMembers: sql<boolean>`exists (select from ${directoryMembers}
        where ${directoryMembers.storeId} = ${own} and ${directoryMembers.groupId} = ${id})`,
    })
    .from(directoryObjects)
    .innerJoin(identityStores, eq(identityStores.id, directoryObjects.storeId))
    .leftJoin(
      groupSettings,
      and(
        eq(groupSettings.storeId, directoryObjects.storeId),
        eq(groupSettings.groupId, directoryObjects.objectId),
      ),
    )
    .where(condition)
    .orderBy(asc(directoryObjects.sortKey), asc(directoryObjects.objectId))
    .limit(limit);
  return rows.map(({ object, storeKind, securityType, owners, groups, hasMembers }) =>
    documentOf(object, storeVocabulary(storeKind), {
      securityType: securityType ?? defaultGroupSettings.securityType,
      additionalOwners: owners,
      groups,
      hasMembers,
    }),
  );
}

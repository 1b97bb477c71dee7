/** Bringing back what was removed. */
import { eq, inArray, sql } from 'drizzle-orm';
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import { foldCase } from '../../platform/fold.ts';
import { ProviderError } from '../contract.ts';
import { checkWriteFence } from '../write-fence.ts';
import { isReference, type LocalKind } from './attributes.ts';
import { isThis } from './change.ts';
import { inTheWay, taken } from './create.ts';
import type { Session } from './directory.ts';
import { foldValues, isUuid, objectColumns, toObject } from './objects.ts';
import { nextSequence, touched, type Values } from './tables.ts';
import { keptForDays } from './tombstone.ts';

/** {@link Restore.restore}: with its password and memberships, but for those whose other side is gone meanwhile. */
export function restoreObject({ db, tables }: Session, ref: ObjectRef): Promise<DirectoryObject> {
  const { objects, memberships, tombstones } = tables;
  return db.transaction(async (tx) => {
    const session = { db: tx, tables };
    const [tombstone] = isUuid(ref.id)
      ? await tx.select().from(tombstones).where(eq(tombstones.id, ref.id)).for('update')
      : [];
    const present = isUuid(ref.id)
      ? await tx.select(objectColumns(tables)).from(objects).where(isThis(tables, ref))
      : [];
    if (present[0] !== undefined) return toObject(present[0]);
    if (tombstone === undefined || tombstone.kept === null || tombstone.kind !== ref.kind) throw forgotten();
    const { kind, kept } = tombstone;
    const attributes = await withPresentReferences(session, kind, kept.attributes);
    checkWriteFence();
    const [row] = await tx
      .insert(objects)
      .values({
        id: tombstone.id,
        kind,
        container: kept.container,
        attributes,
        folded: foldValues(kind, attributes),
        foldedContainer: foldCase(kept.container),
        enabled: kept.enabled,
        passwordHash: kept.passwordHash,
        mustChange: kept.mustChange,
        createdSequence: nextSequence(tables),
        changedSequence: nextSequence(tables),
      })
      .onConflictDoNothing()
      .returning(objectColumns(tables));
    if (row === undefined) {
      const other = await inTheWay(session, kept.container, attributes);
      if (other !== null) throw taken(other.row, other.attribute, attributes);
      throw new ProviderError('provider.unavailable', 'Another change got in the way. It is tried again.');
    }
    const links = [
      ...(await presentAmong(session, kept.members)).map((memberId) => ({ groupId: row.id, memberId })),
      ...(await presentAmong(session, kept.groups)).map((groupId) => ({ groupId, memberId: row.id })),
    ];
    if (links.length > 0) await tx.insert(memberships).values(links).onConflictDoNothing();
    const groups = links.map(({ groupId }) => groupId).filter((id) => id !== row.id);
    if (groups.length > 0) await tx.update(objects).set(touched(tables)).where(inArray(objects.id, groups));
    await tx.delete(tombstones).where(eq(tombstones.id, row.id));
    return toObject(row);
  });
}

/** Locks them against removal. */
async function presentAmong({ db, tables }: Session, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { objects } = tables;
  const rows = await db
    .select({ id: objects.id })
    .from(objects)
    .where(sql`${objects.id} = any(${sql.param([...ids])}::uuid[])`)
    .for('key share');
  return rows.map(({ id }) => id);
}

async function withPresentReferences(session: Session, kind: LocalKind, values: Values): Promise<Values> {
  const references = Object.entries(values).filter(([attribute]) => isReference(kind, attribute));
  const present = new Set(
    await presentAmong(
      session,
      references.map(([, id]) => id),
    ),
  );
  const gone = references.filter(([, id]) => !present.has(id)).map(([attribute]) => attribute);
  return Object.fromEntries(Object.entries(values).filter(([attribute]) => !gone.includes(attribute)));
}

const forgotten = (): ProviderError =>
  new ProviderError(
    'object.notFound',
    `This directory no longer keeps it. What was removed can be brought back for ${keptForDays} days.`,
  );

/** Changing and removing objects, each in one transaction over the locked row. */
import { and, eq, ne, sql } from 'drizzle-orm';
import type { AttributeChange, Delta } from '../../../workflows/contracts/delta.ts';
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import { foldCase } from '../../platform/fold.ts';
import { ProviderError, type UpdateResult } from '../contract.ts';
import { checkWriteFence } from '../write-fence.ts';
import {
  checkContainer,
  checkValue,
  invalid,
  isReference,
  memberAttribute,
  referenceAttributes,
} from './attributes.ts';
import { inTheWay, taken } from './create.ts';
import type { Session } from './directory.ts';
import { isMissingReference, violatedIndex } from './errors.ts';
import { gone } from './members.ts';
import { foldValues, isUuid, objectColumns, type ObjectRow, pathOf } from './objects.ts';
import { addMembers, removeMembers, requireObjects, requireReference } from './references.ts';
import { nextSequence, touched, uniqueIndexes, type Values } from './tables.ts';
import { whatToKeep } from './tombstone.ts';

export function updateObject(session: Session, ref: ObjectRef, delta: Delta): Promise<UpdateResult> {
  return change(session, ref, async (inside, row) => {
    const values: Record<string, string> = { ...row.attributes };
    let members = 0;
    for (const part of delta) {
      if (part.op === 'values') members += await changeMembers(inside, row, part);
      else await setValue(inside, row, values, part);
    }
    return { values, container: row.container, touched: members > 0 };
  });
}

export function renameObject(session: Session, ref: ObjectRef, name: string): Promise<UpdateResult> {
  return change(session, ref, (_inside, row) => {
    checkValue(row.kind, 'name', name);
    return Promise.resolve({ values: { ...row.attributes, name }, container: row.container, touched: false });
  });
}

export function moveObject(session: Session, ref: ObjectRef, container: string): Promise<UpdateResult> {
  checkContainer(container);
  return change(session, ref, (_inside, row) =>
    Promise.resolve({ values: row.attributes, container, touched: false }),
  );
}

/** Leaves a tombstone that keeps what it was; groups lose the member, and whoever named the object as owner or manager loses the value. */
export async function removeObject({ db, tables }: Session, ref: ObjectRef): Promise<void> {
  if (!isUuid(ref.id)) return;
  const { objects, memberships, tombstones } = tables;
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select(objectColumns(tables))
      .from(objects)
      .where(isThis(tables, ref))
      .for('update');
    if (row === undefined) return;
    checkWriteFence();
    const kept = await whatToKeep({ db: tx, tables }, row.id);
    const holders = tx
      .select({ id: memberships.groupId })
      .from(memberships)
      .where(eq(memberships.memberId, row.id));
    await tx
      .update(objects)
      .set(touched(tables))
      .where(sql`${objects.id} in ${holders}`);
    for (const attribute of referenceAttributes) {
      await tx
        .update(objects)
        .set({
          attributes: sql`${objects.attributes} - ${attribute}::text`,
          folded: sql`${objects.folded} - ${attribute}::text`,
          ...touched(tables),
        })
        .where(sql`${objects.attributes} ->> ${attribute}::text = ${row.id}::text`);
    }
    await tx.delete(objects).where(eq(objects.id, row.id));
    await tx
      .insert(tombstones)
      .values({ id: row.id, kind: row.kind, sequence: nextSequence(tables), kept })
      .onConflictDoNothing();
  });
}

export async function setEnabled({ db, tables }: Session, ref: ObjectRef, enabled: boolean): Promise<void> {
  const { objects } = tables;
  if (!isUuid(ref.id)) throw gone(ref);
  if (ref.kind !== 'user') {
    throw new ProviderError('operation.unsupported', 'Only users can be enabled and disabled.');
  }
  const changed = await db
    .update(objects)
    .set({ enabled, ...touched(tables) })
    .where(and(isThis(tables, ref), ne(objects.enabled, enabled)))
    .returning({ id: objects.id });
  if (changed.length > 0) return;
  const found = await db.select({ id: objects.id }).from(objects).where(isThis(tables, ref));
  if (found.length === 0) throw gone(ref);
}

export const isThis = ({ objects }: Session['tables'], ref: ObjectRef) =>
  and(eq(objects.id, ref.id), sql`${objects.kind} = ${ref.kind}`);

interface Changed {
  readonly values: Values;
  readonly container: string;
  /** The object counts as changed though its own values are the same (members). */
  readonly touched: boolean;
}

async function change(
  session: Session,
  ref: ObjectRef,
  work: (inside: Session, row: ObjectRow) => Promise<Changed>,
): Promise<UpdateResult> {
  const { db, tables } = session;
  const { objects } = tables;
  if (!isUuid(ref.id)) throw gone(ref);
  let wanted: Changed | null = null;
  try {
    return await db.transaction(async (tx) => {
      const [row] = await tx
        .select(objectColumns(tables))
        .from(objects)
        .where(isThis(tables, ref))
        .for('update');
      if (row === undefined) throw gone(ref);
      checkWriteFence();
      const changed = await work({ db: tx, tables }, row);
      wanted = changed;
      const { values, container } = changed;
      if (!changed.touched && same(values, row.attributes) && container === row.container)
        return { path: null };
      await tx
        .update(objects)
        .set({
          attributes: values,
          folded: foldValues(row.kind, values),
          container,
          foldedContainer: foldCase(container),
          ...touched(tables),
        })
        .where(eq(objects.id, row.id));
      const path = pathOf({ attributes: values, container });
      return { path: path === pathOf(row) ? null : path };
    });
  } catch (error) {
    if (isMissingReference(error)) {
      throw new ProviderError('object.notFound', 'A member does not exist in this directory any more.', {
        cause: error,
      });
    }
    throw (await nameConflict(session, ref, wanted, error)) ?? error;
  }
}

async function nameConflict(
  session: Session,
  ref: ObjectRef,
  wanted: Changed | null,
  error: unknown,
): Promise<ProviderError | null> {
  const index = violatedIndex(error);
  if (index === null || wanted === null) return null;
  const found = await inTheWay(session, wanted.container, wanted.values, ref.id);
  if (found !== null) return taken(found.row, found.attribute, wanted.values);
  const attribute = Object.entries(uniqueIndexes).find(([name]) => name === index)?.[1] ?? 'name';
  return new ProviderError('object.exists', `This ${attribute} is in use. Choose another one.`, {
    attributes: [attribute],
    cause: error,
  });
}

async function changeMembers(
  session: Session,
  row: ObjectRow,
  part: Extract<AttributeChange, { op: 'values' }>,
): Promise<number> {
  if (row.kind !== 'group' || part.attribute !== memberAttribute) {
    throw invalid(part.attribute, `is not a list of a ${row.kind} here`);
  }
  const wanted = [...new Set(part.add.map((id) => id.toLowerCase()))];
  await requireObjects(session, wanted);
  const removed = await removeMembers(session, row.id, part.remove);
  return removed + (await addMembers(session, row.id, wanted));
}

async function setValue(
  session: Session,
  row: ObjectRow,
  values: Record<string, string>,
  part: Extract<AttributeChange, { op: 'set' }>,
): Promise<void> {
  const { attribute } = part;
  checkValue(row.kind, attribute, part.new);
  const asStored = (value: string | null) =>
    value !== null && isReference(row.kind, attribute) ? value.toLowerCase() : value;
  const current = values[attribute] ?? null;
  const next = asStored(part.new);
  if (current === next) return;
  if (current !== asStored(part.old)) {
    throw new ProviderError(
      'object.conflict',
      `${attribute} was changed by somebody else meanwhile. Look at the present value and try again.`,
      { attributes: [attribute] },
    );
  }
  if (next === null) {
    Reflect.deleteProperty(values, attribute);
    return;
  }
  if (isReference(row.kind, attribute)) await requireReference(session, attribute, next);
  values[attribute] = next;
}

const same = (a: Values, b: Values): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([name, value]) => b[name] === value);

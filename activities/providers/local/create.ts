/** Creating objects, so that a second run finds its own and never takes another's. */
import { randomUUID } from 'node:crypto';
import { and, eq, or, sql } from 'drizzle-orm';
import type { Attributes, DirectoryObject } from '../../../workflows/contracts/directory.ts';
import { foldCase } from '../../platform/fold.ts';
import { type CreateIntent, type NewObject, ProviderError } from '../contract.ts';
import { checkWriteFence } from '../write-fence.ts';
import {
  checkContainer,
  checkValue,
  groupRules,
  invalid,
  isLocalKind,
  isReference,
  type LocalKind,
  memberAttribute,
  requireWritable,
} from './attributes.ts';
import type { Session } from './directory.ts';
import { foldValues, nameOf, objectColumns, type ObjectRow, toObject } from './objects.ts';
import { addMembers, requireObjects, requireReference } from './references.ts';
import { nextSequence, type Values } from './tables.ts';

export const defaultContainers: Readonly<Record<LocalKind, string>> = { group: 'Groups', user: 'People' };

interface Wanted {
  readonly kind: LocalKind;
  readonly container: string;
  readonly values: Values;
  readonly members: readonly string[];
  readonly enabled: boolean;
}

/** The newest number given out: an object of our own making has a higher one. */
export async function prepareCreate({ db, tables }: Session): Promise<CreateIntent> {
  const { rows } = await db.execute<{ mark: string }>(sql`
    select (case when is_called then last_value else 0 end)::text as mark
    from ${sql.identifier(tables.schemaName)}.changes`);
  return { mark: Number(rows[0]?.mark ?? 0) };
}

export async function createObject(
  { db, tables }: Session,
  object: NewObject,
  intent: CreateIntent,
): Promise<DirectoryObject> {
  const wanted = checkNew(object);
  return db.transaction(async (tx) => {
    const session = { db: tx, tables };
    for (const [attribute, value] of Object.entries(wanted.values)) {
      if (isReference(wanted.kind, attribute)) await requireReference(session, attribute, value);
    }
    await requireObjects(session, wanted.members);
    const id = randomUUID();
    checkWriteFence();
    const inserted = await tx
      .insert(tables.objects)
      .values({
        id,
        kind: wanted.kind,
        container: wanted.container,
        attributes: wanted.values,
        folded: foldValues(wanted.kind, wanted.values),
        foldedContainer: foldCase(wanted.container),
        enabled: wanted.enabled,
        createdSequence: nextSequence(tables),
        changedSequence: nextSequence(tables),
      })
      // Waits for a transaction that creates the same name and then sees its row.
      .onConflictDoNothing()
      .returning(objectColumns(tables));
    const row = inserted[0];
    if (row === undefined) return adopt(session, wanted, intent);
    await addMembers(session, id, wanted.members);
    return toObject(row);
  });
}

/** The object in the way is ours if it came after the mark and equals what was wanted. */
async function adopt(session: Session, wanted: Wanted, intent: CreateIntent): Promise<DirectoryObject> {
  const found = await inTheWay(session, wanted.container, wanted.values);
  if (found === null) {
    throw new ProviderError('provider.unavailable', 'Another change got in the way. It is tried again.');
  }
  const { row, attribute } = found;
  const newer = row.createdSequence > Number(intent['mark'] ?? Infinity);
  if (newer && (await equals(session, row, wanted))) return toObject(row);
  throw taken(row, attribute, wanted.values);
}

export function taken(row: ObjectRow, attribute: string, values: Values): ProviderError {
  const value = values[attribute] ?? '';
  const where = attribute === 'name' ? `already exists in ${row.container}` : `is in use by ${nameOf(row)}`;
  return new ProviderError('object.exists', `${value} ${where}. Choose another ${attribute}.`, {
    attributes: [attribute],
    objectId: row.id,
  });
}

/** Which object holds one of the unique values; the name counts first. */
export async function inTheWay(
  { db, tables }: Session,
  container: string,
  values: Values,
  exceptId: string | null = null,
): Promise<{ row: ObjectRow & { createdSequence: number }; attribute: string } | null> {
  const { objects } = tables;
  const holds = (attribute: string) => {
    const value = values[attribute];
    return value === undefined
      ? undefined
      : sql`(${objects.folded} ->> ${attribute}::text) = ${foldCase(value)}::text`;
  };
  const sameName = and(eq(objects.foldedContainer, foldCase(container)), holds('name'));
  const rows = await db
    .select({ ...objectColumns(tables), createdSequence: objects.createdSequence, folded: objects.folded })
    .from(objects)
    .where(or(sameName, holds('accountName'), holds('loginName')));
  const others = rows.filter((row) => row.id !== exceptId);
  for (const attribute of ['name', 'accountName', 'loginName']) {
    const value = values[attribute];
    const row = others.find(
      (other) =>
        value !== undefined &&
        other.folded[attribute] === foldCase(value) &&
        (attribute !== 'name' || foldCase(other.container) === foldCase(container)),
    );
    if (row !== undefined) return { row, attribute };
  }
  return null;
}

async function equals({ db, tables }: Session, row: ObjectRow, wanted: Wanted): Promise<boolean> {
  const { memberships } = tables;
  const members = await db
    .select({ id: memberships.memberId })
    .from(memberships)
    .where(eq(memberships.groupId, row.id));
  const held = new Set(members.map(({ id }) => id));
  const names = new Set([...Object.keys(row.attributes), ...Object.keys(wanted.values)]);
  return (
    row.kind === wanted.kind &&
    row.container === wanted.container &&
    row.enabled === wanted.enabled &&
    [...names].every((name) => row.attributes[name] === wanted.values[name]) &&
    held.size === wanted.members.length &&
    wanted.members.every((id) => held.has(id))
  );
}

function checkNew({ kind, container, attributes, enabled }: NewObject): Wanted {
  if (!isLocalKind(kind)) {
    throw new ProviderError('operation.unsupported', `This directory keeps users and groups, no ${kind}s.`);
  }
  const place = container ?? defaultContainers[kind];
  checkContainer(place);
  const values: Record<string, string> =
    kind === 'group'
      ? { groupCategory: groupRules.defaultCategory, groupScope: groupRules.defaultScope }
      : {};
  for (const [attribute, list] of Object.entries(attributes)) {
    if (kind === 'group' && attribute === memberAttribute) continue;
    requireWritable(kind, attribute);
    if (list.length > 1) throw invalid(attribute, 'takes one value only');
    const [value] = list;
    if (value !== undefined) values[attribute] = value;
  }
  for (const [attribute, value] of Object.entries(values)) {
    checkValue(kind, attribute, value);
    if (isReference(kind, attribute)) values[attribute] = value.toLowerCase();
  }
  if (values['name'] === undefined) throw invalid('name', 'must have a value');
  const members = kind === 'group' ? membersOf(attributes) : [];
  return { kind, container: place, values, members, enabled: kind === 'group' || enabled === true };
}

const membersOf = (attributes: Attributes): string[] => [
  ...new Set((attributes[memberAttribute] ?? []).map((id) => id.toLowerCase())),
];

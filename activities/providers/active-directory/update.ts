/**
 * One delta, in one modify where it fits.
 *
 * The control for permissive modifies (1.2.840.113556.1.4.1413) is not used: with it the deletion of
 * an old value that is no longer there would succeed, and drift would go unseen. A value that is
 * already added or removed is found out by reading it again instead. [groups 3.11]
 */
import type { AttributeChange, Delta } from '../../../workflows/contracts/delta.ts';
import type { GroupCategory, GroupScope, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { AttributeInfo, UpdateResult } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { Directory, Located } from './directory.ts';
import {
  categoryOf,
  categoryRefused,
  scopeBits,
  scopeOf,
  scopeRefused,
  scopeRefusedAtAll,
  withKind,
} from './group-type.ts';
import { guidDn } from './identifiers.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { isFailure, type LdapFailure, resultCode } from '../ldap-client/failure.ts';
import { drifted, holds, inPortions, type ListChange, replaced } from '../ldap-client/modification.ts';
import { among } from './members.ts';
import { columns, isVirtual, valuesOf } from './objects.ts';
import { renameTo } from './place.ts';
import { requireObjects } from './references.ts';
import type { Schema } from './schema.ts';
import { encode } from './values.ts';
import { virtualAttributes, vocabulary } from './vocabulary.ts';

type SetChange = Extract<AttributeChange, { op: 'set' }>;
type ValuesChange = Extract<AttributeChange, { op: 'values' }>;

/** Somebody else may change the same list between our reading and writing. */
const maxRounds = 5;

/** Results after which the values are read again: some of the work is done, or the object has drifted. */
const worthAnotherLook = [
  resultCode.noSuchAttribute,
  resultCode.constraintViolation,
  resultCode.attributeOrValueExists,
  resultCode.unwillingToPerform,
  resultCode.entryAlreadyExists,
] as const;

interface Work {
  readonly sets: readonly SetChange[];
  readonly lists: readonly ValuesChange[];
}

export function update(directory: Directory, ref: ObjectRef, delta: Delta): Promise<UpdateResult> {
  return directory.pool.use(async (connection) => {
    await directory.root(connection);
    const schema = await directory.schema(connection);
    for (const change of delta) requireWritable(schema, change.attribute);
    const added = delta.flatMap((change) => {
      if (schema.attribute(change.attribute)?.type !== 'reference') return [];
      if (change.op === 'values') return change.add;
      return change.new === null ? [] : [change.new];
    });
    const rename = delta.find((change): change is SetChange => isName(schema, change));
    const rest = delta.filter((change) => !isName(schema, change));
    await directory.locate(connection, ref.id);
    await requireObjects(directory, connection, added);
    await applyAll(directory, connection, schema, ref, {
      sets: rest.filter((change) => change.op === 'set'),
      lists: rest.filter((change) => change.op === 'values'),
    });
    if (rename === undefined) return { path: null };
    return { path: await renameByDelta(directory, connection, ref, rename) };
  });
}

const isName = (schema: Schema, change: AttributeChange): boolean =>
  change.op === 'set' && schema.attribute(change.attribute)?.name === vocabulary.name;

function requireWritable(schema: Schema, attribute: string): AttributeInfo {
  const info = schema.attribute(attribute);
  if (info?.writable === true) return info;
  throw new ProviderError(
    'value.invalid',
    info === null
      ? `Active Directory has no attribute ${JSON.stringify(attribute)}.`
      : `${attribute} cannot be written.`,
    { attributes: [attribute] },
  );
}

async function renameByDelta(
  directory: Directory,
  connection: LdapConnection,
  ref: ObjectRef,
  change: SetChange,
): Promise<string> {
  const { dn } = await directory.locate(connection, ref.id);
  const current = dn[0]?.value ?? '';
  if (change.new === null) {
    throw new ProviderError('value.invalid', 'An object cannot be without a name.', {
      attributes: [change.attribute],
    });
  }
  if (current !== change.new && current !== change.old) throw drifted(change.attribute, 'Active Directory');
  return renameTo(directory, connection, ref.id, change.new);
}

async function applyAll(
  directory: Directory,
  connection: LdapConnection,
  schema: Schema,
  ref: ObjectRef,
  work: Work,
): Promise<void> {
  let sets = await outstandingSets(directory, connection, schema, ref, work.sets);
  let lists = work.lists;
  for (let round = 1; ; round += 1) {
    try {
      for (const changes of inPortions(
        sets.flatMap((set) => replaced(set.attribute, set.old, set.new)),
        lists.map((list) => encoded(schema, list)),
      )) {
        await connection.modify(guidDn(ref.id), changes);
        // The single values went with the first portion.
        sets = [];
      }
      return;
    } catch (error) {
      if (!isFailure(error, ...worthAnotherLook)) throw error;
      const leftSets = await outstandingSets(
        directory,
        connection,
        schema,
        ref,
        sets.map(({ change }) => change),
      );
      const leftLists = await outstandingValues(directory, connection, schema, ref, lists);
      const progress = leftSets.length < sets.length || count(leftLists) < count(lists);
      // Nothing was done already, so the refusal is about the values themselves.
      if (!progress || round === maxRounds) throw explained(error, sets);
      sets = leftSets;
      lists = leftLists;
    }
  }
}

/**
 * A refusal of a new type or scope, which the domain controller answers as "unwilling", with its field
 * and the way out (MS-ADTS 3.1.1.3.1.9.1 lists which changes it takes).
 */
function explained(error: LdapFailure, sets: readonly PlannedSet[]): unknown {
  const kind = sets.find((set) => set.groupKind !== undefined)?.groupKind;
  if (kind === undefined || error.status !== resultCode.unwillingToPerform) return error;
  const { attributes, from, to } = kind;
  return new ProviderError(
    'value.invalid',
    from === to ? categoryRefused : (scopeRefused[`${from ?? ''}>${to ?? ''}`] ?? scopeRefusedAtAll),
    { attributes, detail: error.message, cause: error },
  );
}

const count = (lists: readonly ValuesChange[]): number =>
  lists.reduce((sum, { add, remove }) => sum + add.length + remove.length, 0);

/** A single value's change, with what the directory has to see deleted and added. */
interface PlannedSet {
  readonly change: SetChange;
  readonly attribute: string;
  readonly old: Buffer | null;
  readonly new: Buffer | null;
  /** Of a group's type: the fields behind it and the scopes, for the words of a refusal. */
  readonly groupKind?: {
    readonly attributes: readonly string[];
    readonly from: GroupScope | null;
    readonly to: GroupScope | null;
  };
}

/**
 * What of the single values is still to do.
 * @throws `object.conflict` where neither the old nor the new value is there
 */
async function outstandingSets(
  directory: Directory,
  connection: LdapConnection,
  schema: Schema,
  ref: ObjectRef,
  sets: readonly SetChange[],
): Promise<PlannedSet[]> {
  if (sets.length === 0) return [];
  const wanted = columns(
    schema,
    sets.map(({ attribute }) => attribute),
  );
  const found = await directory.locate(connection, ref.id, wanted);
  const groupType = groupTypeSet(schema, found, sets);
  const planned: PlannedSet[] = groupType === null ? [] : [groupType];
  for (const change of sets) {
    const info = requireWritable(schema, change.attribute);
    if (isVirtual(info.name)) continue;
    const current = valuesOf(schema, found.entry, change.attribute);
    if (holds(current, change.new)) continue;
    if (!holds(current, change.old)) throw drifted(change.attribute, 'Active Directory');
    planned.push({
      change,
      attribute: info.name,
      old: change.old === null ? null : encode(info, change.old),
      new: change.new === null ? null : encode(info, change.new),
    });
  }
  return planned;
}

/** Category and scope share one number; all its other bits stay. [groups 1.5] */
function groupTypeSet(schema: Schema, found: Located, sets: readonly SetChange[]): PlannedSet | null {
  const virtual = sets.filter(({ attribute }) => isVirtual(schema.attribute(attribute)?.name ?? ''));
  const [first] = virtual;
  if (first === undefined) return null;
  const current = found.entry.integer('groupType');
  if (current === null) {
    throw new ProviderError('value.invalid', 'Only groups have a type and a scope.', {
      attributes: virtual.map(({ attribute }) => attribute),
    });
  }
  let wanted = current;
  for (const change of virtual) {
    const isCategory = schema.attribute(change.attribute)?.name === virtualAttributes.category;
    const now = isCategory ? categoryOf(current) : scopeOf(current);
    if (now === change.new) continue;
    if (now !== change.old) throw drifted(change.attribute, 'Active Directory');
    wanted = withKind(wanted, isCategory ? { category: category(change) } : { scope: scope(change) });
  }
  if (wanted === current) return null;
  return {
    change: first,
    attribute: 'groupType',
    old: Buffer.from(String(current)),
    new: Buffer.from(String(wanted)),
    groupKind: {
      attributes: virtual.map(({ attribute }) => attribute),
      from: scopeOf(current),
      to: scopeOf(wanted),
    },
  };
}

function category(change: SetChange): GroupCategory {
  if (change.new === 'security' || change.new === 'distribution') return change.new;
  throw new ProviderError('value.invalid', 'A group is a security or a distribution group.', {
    attributes: [change.attribute],
  });
}

function scope(change: SetChange): GroupScope {
  if (change.new !== null && Object.hasOwn(scopeBits, change.new)) return change.new as GroupScope;
  throw new ProviderError('value.invalid', 'The scope of a group is global, domainLocal or universal.', {
    attributes: [change.attribute],
  });
}

/** What of the added and removed values is still to do. */
async function outstandingValues(
  directory: Directory,
  connection: LdapConnection,
  schema: Schema,
  ref: ObjectRef,
  lists: readonly ValuesChange[],
): Promise<ValuesChange[]> {
  const left: ValuesChange[] = [];
  for (const change of lists) {
    const present = await presentValues(directory, connection, schema, ref, change);
    const add = change.add.filter((value) => !present.has(value));
    const remove = change.remove.filter((value) => present.has(value));
    if (add.length + remove.length > 0) left.push({ ...change, add, remove });
  }
  return left;
}

async function presentValues(
  directory: Directory,
  connection: LdapConnection,
  schema: Schema,
  ref: ObjectRef,
  change: ValuesChange,
): Promise<ReadonlySet<string>> {
  if (schema.attribute(change.attribute)?.name === vocabulary.member) {
    const { linked, primary } = await among(directory, connection, ref.id, [...change.add, ...change.remove]);
    const stuck = change.remove.filter((id) => primary.has(id) && !linked.has(id));
    if (stuck.length > 0) {
      throw new ProviderError(
        'value.invalid',
        'The group is the primary group of this account. Give the account another primary group first.',
        { attributes: [change.attribute], detail: `primary group of ${stuck.join(', ')}` },
      );
    }
    return linked.union(primary);
  }
  const { entry } = await directory.locate(connection, ref.id, columns(schema, [change.attribute]));
  return new Set(valuesOf(schema, entry, change.attribute));
}

/** What of a list is to do, as the directory writes it. */
function encoded(schema: Schema, { attribute, add, remove }: ValuesChange): ListChange {
  const info = requireWritable(schema, attribute);
  const of = (values: readonly string[]): Buffer[] => values.map((value) => encode(info, value));
  return { attribute: info.name, add: of(add), remove: of(remove) };
}

/**
 * One delta, in one modify where it fits. Each round reads what is still to do and does it; a value
 * that somebody else added or removed meanwhile is found out by reading again, never by a text. [groups 3.11]
 */
import type { Change } from 'ldapts';
import type { AttributeChange, Delta } from '../../../workflows/contracts/delta.ts';
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { UpdateResult } from '../contract.ts';
import { ProviderError } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { isFailure, resultCode } from '../ldap-client/failure.ts';
import {
  drifted,
  holds,
  inPortions,
  type ListChange,
  modification,
  replaced,
} from '../ldap-client/modification.ts';
import { type Directory, hasGone, type Located, type Root } from './directory.ts';
import { type GroupList, listedAmong, listOfEntry, lists, placeholderOf, valuesIn } from './group-list.ts';
import { kindOf } from './kinds.ts';
import { namedBy } from './names.ts';
import { columns, valuesOf } from './objects.ts';
import { renameBy } from './relocate.ts';
import { References, type Target } from './references.ts';
import type { LdapAttribute } from './schema.ts';
import { dnOf, encode, mustKnow } from './values.ts';
import { vocabulary } from './vocabulary.ts';

type SetChange = Extract<AttributeChange, { op: 'set' }>;
type ValuesChange = Extract<AttributeChange, { op: 'values' }>;

/** Somebody else may change the same list between our reading and writing. */
const maxRounds = 5;

const worthAnotherLook = [
  resultCode.noSuchAttribute,
  resultCode.constraintViolation,
  resultCode.attributeOrValueExists,
  resultCode.unwillingToPerform,
] as const;

interface Plan {
  readonly found: Located;
  readonly sets: readonly Change[];
  readonly lists: readonly ListChange[];
}

export function update(directory: Directory, ref: ObjectRef, delta: Delta): Promise<UpdateResult> {
  return directory.pool.use(async (connection) => {
    const root = await directory.root(connection);
    for (const { attribute } of delta) {
      if (!mustKnow(root.schema, attribute).writable) {
        throw new ProviderError('value.invalid', `${attribute} cannot be written.`, {
          attributes: [attribute],
        });
      }
    }
    const found = await directory.locate(connection, ref.id);
    const work = new Work(directory, connection, root, ref);
    await work.lookUp(delta);
    // A value that names the object is changed by renaming it, after all others.
    const isRename = (change: AttributeChange): change is SetChange =>
      change.op === 'set' && namedBy(found.dn[0], mustKnow(root.schema, change.attribute).name) !== null;
    await work.apply(delta.filter((change) => !isRename(change)));
    let path: string | null = null;
    for (const change of delta.filter(isRename)) {
      path = await renameByDelta(directory, connection, root, ref, change);
    }
    return { path };
  });
}

async function renameByDelta(
  directory: Directory,
  connection: LdapConnection,
  root: Root,
  ref: ObjectRef,
  change: SetChange,
): Promise<string> {
  const { name } = mustKnow(root.schema, change.attribute);
  const { dn } = await directory.locate(connection, ref.id);
  const current = namedBy(dn[0], name);
  if (change.new === null) {
    throw new ProviderError('value.invalid', `${name} names the object and cannot be cleared.`, {
      attributes: [change.attribute],
    });
  }
  if (current !== change.new && current !== change.old) throw drifted(change.attribute, 'the directory');
  return renameBy(directory, connection, ref.id, name, change.new);
}

/** One delta on one object: what it refers to, and the rounds until all of it holds. */
class Work {
  readonly #directory: Directory;
  readonly #connection: LdapConnection;
  readonly #root: Root;
  readonly #ref: ObjectRef;
  readonly #references: References;
  #targets: ReadonlyMap<string, Target> = new Map();
  /** Set when the directory has refused to leave a group empty. */
  #mustStay = false;

  constructor(directory: Directory, connection: LdapConnection, root: Root, ref: ObjectRef) {
    this.#directory = directory;
    this.#connection = connection;
    this.#root = root;
    this.#ref = ref;
    this.#references = new References(directory, connection);
  }

  /** @throws `object.notFound` for a reference to be added whose object is not there */
  async lookUp(delta: Delta): Promise<void> {
    const referring = delta.filter(
      ({ attribute }) => mustKnow(this.#root.schema, attribute).type === 'reference',
    );
    const added = referring.flatMap((change) => (change.op === 'values' ? change.add : some(change.new)));
    const removed = referring.flatMap((change) =>
      change.op === 'values' ? change.remove : some(change.old),
    );
    const required = await this.#references.required(added);
    this.#targets = new Map([...(await this.#references.withIds(removed)), ...required]);
  }

  async apply(delta: Delta): Promise<void> {
    let last = '';
    for (let round = 1; ; round += 1) {
      const plan = await this.#plan(delta);
      const portions = inPortions(plan.sets, plan.lists);
      try {
        for (const changes of portions) {
          await this.#connection.modify(
            plan.found.dnText,
            changes,
            await this.#directory.guard(this.#connection, this.#ref.id),
          );
        }
        return;
      } catch (error) {
        if (round === maxRounds) throw error;
        if (isFailure(error, resultCode.objectClassViolation) && !this.#mustStay && takesOut(plan)) {
          this.#mustStay = true;
          continue;
        }
        if (hasGone(error)) continue;
        // The same work refused twice is refused for the values themselves.
        const now = JSON.stringify(portions.map((changes) => changes.map(describe)));
        if (!isFailure(error, ...worthAnotherLook) || now === last) throw error;
        last = now;
      }
    }
  }

  async #plan(delta: Delta): Promise<Plan> {
    const wanted = columns(
      this.#root,
      delta.map(({ attribute }) => attribute),
    );
    const found = await this.#directory.locate(this.#connection, this.#ref.id, wanted);
    const sets: Change[] = [];
    const planned: ListChange[] = [];
    for (const change of delta) {
      const info = mustKnow(this.#root.schema, change.attribute);
      if (change.op === 'set') sets.push(...(await this.#planSet(found, info, change)));
      else if (info.name === vocabulary.member) planned.push(await this.#planMembers(found, change));
      else planned.push(await this.#planValues(found, info, change));
    }
    return { found, sets, lists: planned };
  }

  /** @throws `object.conflict` where neither the old nor the new value is there */
  async #planSet(found: Located, info: LdapAttribute, change: SetChange): Promise<Change[]> {
    if (info.name === vocabulary.member) {
      throw new ProviderError('value.invalid', 'Members are added and removed one by one.', {
        attributes: [change.attribute],
      });
    }
    const current = await this.#values(found, info);
    if (holds(current, change.new)) return [];
    if (!holds(current, change.old)) throw drifted(change.attribute, 'the directory');
    const of = (value: string | null): Buffer | null =>
      value === null ? null : encode(info, value, (id) => this.#targets.get(id));
    // Without a rule to compare by, a value cannot be named for removal.
    const wanted = of(change.new);
    if (!info.equality) return [modification('replace', info.name, wanted === null ? [] : [wanted])];
    return replaced(info.name, of(change.old), wanted);
  }

  async #planValues(found: Located, info: LdapAttribute, change: ValuesChange): Promise<ListChange> {
    const present = new Set(await this.#values(found, info));
    const of = (values: readonly string[]): Buffer[] =>
      values.map((value) => encode(info, value, (id) => this.#targets.get(id)));
    return {
      attribute: info.name,
      add: of(change.add.filter((value) => !present.has(value))),
      remove: of(change.remove.filter((value) => present.has(value))),
    };
  }

  async #planMembers(found: Located, change: ValuesChange): Promise<ListChange> {
    if (kindOf(found.entry) !== 'group') {
      throw new ProviderError('value.invalid', 'Only groups have members.', {
        attributes: [change.attribute],
      });
    }
    const list = listOfEntry(this.#root.schema, found.entry);
    const targetsOf = (ids: readonly string[]): Target[] =>
      [...new Set(ids)].map((id) => this.#targets.get(id)).filter((target) => target !== undefined);
    const [adding, removing] = [targetsOf(change.add), targetsOf(change.remove)];
    requireLogins(list, adding, change.attribute);
    const present = await listedAmong(this.#connection, found, list, [...adding, ...removing]);
    const add = adding
      .filter(({ id }) => !present.has(id) && id !== found.id)
      .flatMap((target) => valuesIn(list, target).slice(0, 1));
    const remove = removing.filter(({ id }) => present.has(id)).flatMap((target) => valuesIn(list, target));
    return this.#withPlaceholder(found, list, {
      attribute: list.attribute,
      add,
      remove: await this.#listed(found, list, remove),
    });
  }

  /** Of several login names of one person, those that the group lists. */
  async #listed(found: Located, list: GroupList, values: readonly string[]): Promise<readonly string[]> {
    if (!list.byLogin) return values;
    const listed: string[] = [];
    for (const value of values) if (await lists(this.#connection, found, list, value)) listed.push(value);
    return listed;
  }

  /** What stands in for nobody goes when somebody comes, and comes when the last one goes. */
  async #withPlaceholder(found: Located, list: GroupList, plan: ListChange): Promise<ListChange> {
    if (!list.required) return plan;
    const placeholder = placeholderOf(this.#directory, found.dnText);
    if (plan.add.length > 0) {
      const isThere = await lists(this.#connection, found, list, placeholder);
      return isThere ? { ...plan, remove: [...plan.remove, placeholder] } : plan;
    }
    return this.#mustStay && plan.remove.length > 0 ? { ...plan, add: [placeholder] } : plan;
  }

  async #values(found: Located, info: LdapAttribute): Promise<readonly string[]> {
    const texts = info.type === 'reference' ? found.entry.texts(info.name).map(dnOf) : [];
    const named = await this.#references.named(texts);
    return valuesOf(this.#root, found.entry, info.name, (dn) => named.get(dn)?.id ?? null);
  }
}

const some = (value: string | null): readonly string[] => (value === null ? [] : [value]);

const takesOut = ({ lists: all }: Plan): boolean => all.some(({ remove }) => remove.length > 0);

function requireLogins(list: GroupList, adding: readonly Target[], attribute: string): void {
  const nameless = list.byLogin ? adding.filter(({ logins }) => logins.length === 0) : [];
  const [first] = nameless;
  if (first === undefined) return;
  throw new ProviderError(
    'value.invalid',
    `${first.name} has no login name (uid), by which a POSIX group lists its members.`,
    { attributes: [attribute] },
  );
}

const describe = ({ operation, modification: { type, values } }: Change): unknown => [
  operation,
  type,
  values,
];

/** Rules for separation of duties as they are saved and shown (access-and-approvals B2). */
import type { Db } from '../activities/database/client.ts';
import { countExceptions, type DutyRule } from '../activities/database/repositories/duties.ts';
import { listAllRoles } from '../activities/database/repositories/roles.ts';
import { type IdentityStore, listStores } from '../activities/database/repositories/stores.ts';
import { listIndexed } from '../activities/directory-index/objects.ts';
import { openable } from '../activities/directory-index/scope.ts';
import type { DutyAction, DutyEntry } from '../workflows/contracts/duties.ts';
import type { FieldProblem } from '../workflows/contracts/errors.ts';
import { readerOf } from './group-view.ts';
import { ApiProblem } from './problem.ts';
import type { SessionActor } from './session-actor.ts';

interface Approver {
  readonly storeId: string;
  readonly id: string;
}

export interface SavedRule {
  readonly first: readonly DutyEntry[];
  readonly second: readonly DutyEntry[];
  readonly action: DutyAction;
  readonly approver: Approver | null;
}

const keyOf = ({ storeId, kind, id }: DutyEntry): string => `${storeId}/${kind}/${id}`;

/** @throws ApiProblem `value.invalid` naming every field at fault */
export async function requireSoundRule(db: Db, actor: SessionActor, rule: SavedRule): Promise<void> {
  const known = await namesOf(db, actor, [
    ...rule.first,
    ...rule.second,
    ...(rule.approver === null ? [] : [{ ...rule.approver, kind: 'group' as const }]),
  ]);
  const problems: FieldProblem[] = [];
  const wrong = (field: string, message: string) => problems.push({ field, code: 'value.invalid', message });
  const firsts = new Set(rule.first.map(keyOf));
  for (const side of ['first', 'second'] as const) {
    for (const [index, entry] of rule[side].entries()) {
      const found = known(entry);
      if (found === null || (entry.kind === 'group' && found.kind !== 'group'))
        wrong(`${side}/${index}`, `is no ${entry.kind} of that store; choose another one`);
      else if (side === 'second' && firsts.has(keyOf(entry)))
        wrong(`second/${index}`, 'stands on the other side as well; everybody in it would break the rule');
    }
  }
  if (rule.action === 'approval') {
    const found = rule.approver === null ? null : known({ ...rule.approver, kind: 'group' });
    if (found === null || (found.kind !== 'user' && found.kind !== 'group'))
      wrong('approver', 'must be a person or a group who decides');
  }
  if (problems.length > 0) throw ApiProblem.invalid(problems);
}

interface Named {
  readonly name: string;
  readonly kind: string;
}

/** Groups the reader may not see have no name. */
async function namesOf(
  db: Db,
  actor: SessionActor,
  entries: readonly DutyEntry[],
): Promise<(entry: DutyEntry) => Named | null> {
  const [stores, roles] = await Promise.all([listStores(db), listAllRoles(db)]);
  const objects = new Map<string, Named>();
  for (const store of stores) {
    const ids = entries.flatMap(({ storeId, kind, id }) =>
      storeId === store.id && kind === 'group' ? [id] : [],
    );
    for (const { objectId, displayName, kind } of await seenOf(db, actor, store, ids)) {
      objects.set(`${store.id}/${objectId}`, { name: displayName, kind });
    }
  }
  return ({ storeId, kind, id }) => {
    if (kind === 'group') return objects.get(`${storeId}/${id}`) ?? null;
    const role = roles.find((one) => one.id === id && one.storeId === storeId);
    return role === undefined ? null : { name: role.name, kind: 'role' };
  };
}

/** Of these objects, those the reader's search policy shows. */
export async function seenOf(db: Db, actor: SessionActor, store: IdentityStore, ids: readonly string[]) {
  const found = [...(await listIndexed(db, store.id, ids)).values()];
  const open = await openable(db, readerOf(actor, store.id), store, found);
  return found.filter(({ objectId }) => open.has(objectId));
}

export async function ruleViews(db: Db, actor: SessionActor, rules: readonly DutyRule[]) {
  const [stores, held] = await Promise.all([listStores(db), countExceptions(db)]);
  const approverOf = ({ approverStoreId: storeId, approverId: id }: DutyRule) =>
    storeId === null || id === null ? null : { storeId, id };
  const known = await namesOf(
    db,
    actor,
    rules.flatMap((rule) => {
      const approver = approverOf(rule);
      return [
        ...rule.first,
        ...rule.second,
        ...(approver === null ? [] : [{ ...approver, kind: 'group' as const }]),
      ];
    }),
  );
  const entryView = (entry: DutyEntry) => ({
    ...entry,
    storeName: stores.find(({ id }) => id === entry.storeId)?.name ?? '',
    name: known(entry)?.name ?? null,
  });
  return rules.map((rule) => {
    const approver = approverOf(rule);
    return {
      id: rule.id,
      name: rule.name,
      description: rule.description,
      first: rule.first.map(entryView),
      second: rule.second.map(entryView),
      action: rule.action,
      approver:
        approver === null ? null : { ...approver, name: known({ ...approver, kind: 'group' })?.name ?? null },
      enabled: rule.enabled,
      exceptions: held.get(rule.id) ?? 0,
      version: rule.version,
    };
  });
}

export async function ruleView(db: Db, actor: SessionActor, rule: DutyRule) {
  const [view] = await ruleViews(db, actor, [rule]);
  if (view === undefined) throw new Error('A rule has no view.');
  return view;
}

/** Who can be asked: owners and administrators as enabled people, groups opened one level (access-and-approvals W4). */
import type { DirectoryObject, ObjectRef } from '../../workflows/contracts/directory.ts';
import type { ApprovalPlan, NamedPerson } from '../database/repositories/approvals.ts';
import { listRoles } from '../database/repositories/roles.ts';
import { listPeopleInside } from '../directory-index/people-inside.ts';
import type { PlanContext } from './context.ts';
import { valuesOf } from './group.ts';
import { readAny } from './read-any.ts';

/** More people than this are never asked at once; a group larger than that is no approver. */
const mostApprovers = 500;

/** The enabled users among these objects, and the enabled members of the groups among them. */
async function peopleAmong(context: PlanContext, ids: readonly string[]): Promise<NamedPerson[]> {
  const objects = await readAny(context, ids);
  const people = new Map<string, DirectoryObject>();
  const collect = (found: readonly DirectoryObject[]) => {
    for (const object of found) if (object.kind === 'user' && object.enabled) people.set(object.id, object);
  };
  collect(objects);
  for (const group of objects.filter((object) => object.kind === 'group')) {
    const members: ObjectRef[] = [];
    for await (const page of context.provider.members(group, mostApprovers)) {
      members.push(...page);
      if (members.length >= mostApprovers) break;
    }
    collect(await context.provider.read(members.slice(0, mostApprovers)));
  }
  const mail = context.provider.vocabulary.mail;
  return [...people.values()].slice(0, mostApprovers).map((person) => ({
    storeId: context.store.id,
    id: person.id,
    name: person.displayName,
    mail: valuesOf(person, mail)[0] ?? null,
  }));
}

/**
 * The approval step of a rule. A requester who is an approver has approved by asking (W8). Where none
 * of the approvers can decide, the request is held and the store's administrators are asked (spec
 * README, decisions).
 */
export async function approvalStep(
  context: PlanContext,
  rule: string,
  approverIds: readonly string[],
): Promise<ApprovalPlan> {
  const { actor, store, request } = context;
  if (approverIds.some((id) => id === actor.id || actor.groups.has(id))) {
    const self = { storeId: store.id, id: actor.id, name: request.actorName, mail: null };
    return { rule, approvers: [self], held: false, auto: true };
  }
  const approvers = await peopleAmong(context, approverIds);
  if (approvers.length > 0) return { rule, approvers, held: false, auto: false };
  return { rule, approvers: await administrators(context), held: true, auto: false };
}

async function administrators(context: PlanContext): Promise<NamedPerson[]> {
  const roles = await listRoles(context.db, context.store.id);
  const able = roles.filter((role) => role.enabled && role.permissions.includes('Manage All Requests'));
  const groups = able.flatMap(({ criteriaGroupId: id }) => (id === null ? [] : [id]));
  const containers = able.flatMap(({ criteriaContainerId: id }) => (id === null ? [] : [id]));
  const inside = await listPeopleInside(context.db, context.store, containers, mostApprovers);
  const people = await peopleAmong(context, [...groups, ...inside]);
  return people.filter((person) => person.id !== context.actor.id);
}

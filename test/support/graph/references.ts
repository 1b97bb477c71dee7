/** Members, owners and managers: links between objects. */
import { badRequest, denied, notFound } from './failure.ts';
import type { Properties, Tenant, Version } from './tenant.ts';

export interface Reference {
  readonly list: 'members' | 'owners';
  readonly id: string;
}

/** The id at the end of `https://…/users/{id}` or `…/directoryObjects/{id}`. */
export function idInReference(reference: unknown): string {
  const found =
    typeof reference === 'string'
      ? /^https:\/\/[^/]+\/(?:v1\.0|beta)\/(?:directoryObjects|users|groups|devices)(?:\/([^/]+)|\('([^']+)'\))$/.exec(
          reference,
        )
      : null;
  const id = found?.[1] ?? found?.[2];
  if (id === undefined) {
    throw badRequest("Invalid object identifier specified in '@odata.id'.");
  }
  return id.toLowerCase();
}

export function referencesIn(body: Properties): Reference[] {
  return (['members', 'owners'] as const).flatMap((list) => {
    const bound = body[`${list}@odata.bind`];
    if (bound === undefined) return [];
    if (!Array.isArray(bound)) throw badRequest(`Invalid value specified for '${list}@odata.bind'.`);
    return bound.map((each) => ({ list, id: idInReference(each) }));
  });
}

const present = (list: string) =>
  badRequest(
    `One or more added object references already exist for the following modified properties: '${list}'.`,
  );

/** All of them or none. */
export function bindReferences(tenant: Tenant, groupId: string, references: readonly Reference[]): void {
  const group = tenant.latest(groupId);
  if (group === null) throw notFound(groupId);
  for (const reference of references) checkNewReference(tenant, group, reference);
  for (const { list, id } of references) tenant.link(groupId, list, id, true);
}

function checkNewReference(tenant: Tenant, group: Version, { list, id }: Reference): void {
  const { entry } = tenant.require(id);
  const types = (group.properties['groupTypes'] as string[] | undefined) ?? [];
  if (list === 'members' && types.includes('DynamicMembership')) throw denied();
  if (group.properties['onPremisesSyncEnabled'] === true && list === 'members') {
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    );
  }
  if (group.properties['mailEnabled'] === true && !types.includes('Unified')) {
    throw badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
  }
  if (list === 'owners' && !['user', 'servicePrincipal'].includes(entry.type)) {
    throw badRequest('The object is not a valid owner of a group.');
  }
  if (list === 'members' && types.includes('Unified') && entry.type !== 'user') {
    throw badRequest('The specified object is not a valid member of a Microsoft 365 group.');
  }
  if (group[list].has(id)) throw present(list);
}

export function removeReference(tenant: Tenant, groupId: string, { list, id }: Reference): void {
  const { version } = tenant.require(groupId, 'group');
  const latest = tenant.latest(groupId) ?? version;
  const types = (latest.properties['groupTypes'] as string[] | undefined) ?? [];
  if (list === 'members' && types.includes('DynamicMembership')) throw denied();
  if (!latest[list].has(id)) throw notFound(id);
  if (list === 'owners' && latest.owners.size === 1) {
    throw badRequest('The group must have at least one owner, hence this owner cannot be removed.');
  }
  tenant.link(groupId, list, id, false);
}

export function setManager(tenant: Tenant, userId: string, manager: string | null): void {
  const { entry } = tenant.require(userId, 'user');
  if (manager !== null) tenant.require(manager);
  else if (tenant.latest(entry.id)?.manager === null) throw notFound('manager');
  tenant.change(entry.id, { manager }, ['manager']);
}

/** The groups that hold the object, at any depth when `transitive`. */
export function holders(tenant: Tenant, id: string, transitive: boolean): string[] {
  const found = new Set<string>();
  let wave = [id];
  while (wave.length > 0) {
    const next: string[] = [];
    for (const { entry, version } of tenant.living('group')) {
      if (found.has(entry.id) || !wave.some((each) => version.members.has(each))) continue;
      found.add(entry.id);
      next.push(entry.id);
    }
    wave = transitive ? next : [];
  }
  return [...found];
}

export function transitiveMembers(tenant: Tenant, id: string): string[] {
  const found = new Set<string>();
  const waiting = [id];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    for (const member of tenant.latest(each)?.members ?? []) {
      if (found.has(member)) continue;
      found.add(member);
      waiting.push(member);
    }
  }
  return [...found];
}

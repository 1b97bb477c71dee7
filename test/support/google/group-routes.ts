/** `groups` and `members` of the Directory API. */
import type { FastifyInstance } from 'fastify';
import { invalid, memberExists, notFound } from './answers.ts';
import { etagOf, type Group, type GoogleDirectory, type Membership, type Role } from './directory.ts';
import { pageOf } from './paging.ts';
import { type Clause, parseQuery, satisfies } from './query.ts';
import { requireScopeOfList } from './user-routes.ts';

type Query = Readonly<Record<string, string | undefined>>;
type Params = Readonly<Record<string, string>>;

const roles: readonly unknown[] = ['OWNER', 'MANAGER', 'MEMBER'] satisfies Role[];
const sizes = { default: 200, max: 200 };

export function groupRoutes(app: FastifyInstance, directory: GoogleDirectory): void {
  const group = (params: unknown) => directory.group((params as Params).group ?? '');
  const shown = (one: Group) => ({
    kind: 'admin#directory#group',
    etag: etagOf(one),
    adminCreated: true,
    ...one,
    directMembersCount: String(directory.membersOf(one).size),
  });

  app.get('/groups', (request) => {
    const query = request.query as Query;
    requireScopeOfList(query, directory.domain);
    const clauses = parseQuery(query.query);
    const holder = query.userKey === undefined ? undefined : keyOf(directory, query.userKey);
    const found = [...directory.groups.values()]
      .filter((one) => holder === undefined || directory.membersOf(one).has(holder))
      .filter((one) => clauses.every((clause) => matches(directory, one, clause)))
      .sort((a, b) => a.email.localeCompare(b.email, 'en'));
    const { items, nextPageToken } = pageOf(found, query, sizes);
    return {
      kind: 'admin#directory#groups',
      etag: etagOf(items),
      ...(items.length === 0 ? {} : { groups: items.map(shown) }),
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    };
  });

  app.get('/groups/:group', (request) => shown(group(request.params)));

  app.post('/groups', (request) => {
    const body = request.body as Record<string, unknown>;
    const email = directory.requireFreeAddress(body.email, 'email');
    const made: Group = {
      id: directory.newId('group'),
      email,
      // Without a name the service takes the local part of the address.
      name: nameOf(body.name ?? email.split('@')[0]),
      description: descriptionOf(body.description ?? ''),
      aliases: [],
    };
    directory.groups.set(made.id, made);
    return shown(made);
  });

  for (const method of ['PUT', 'PATCH'] as const) {
    app.route({
      method,
      url: '/groups/:group',
      handler: (request) => {
        const one = group(request.params);
        const body = request.body as Record<string, unknown>;
        const next: Partial<Group> = {};
        if (body.email !== undefined) next.email = directory.requireFreeAddress(body.email, 'email', one.id);
        if (body.name !== undefined) next.name = nameOf(body.name);
        if (body.description !== undefined) next.description = descriptionOf(body.description);
        Object.assign(one, next);
        return shown(one);
      },
    });
  }

  app.delete('/groups/:group', (request, reply) => {
    const one = group(request.params);
    directory.groups.delete(one.id);
    directory.members.delete(one.id);
    for (const members of directory.members.values()) members.delete(one.id);
    return reply.code(204).send();
  });

  app.get('/groups/:group/members', (request) => {
    const query = request.query as Query;
    const wanted = query.roles?.split(',');
    const all = [...directory.membersOf(group(request.params)).values()].filter(
      ({ role }) => wanted === undefined || wanted.includes(role),
    );
    const { items, nextPageToken } = pageOf(all, query, sizes);
    // An empty group has no `members` field.
    return {
      kind: 'admin#directory#members',
      etag: etagOf(items),
      ...(items.length === 0 ? {} : { members: items.map(memberShown) }),
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    };
  });

  app.get('/groups/:group/members/:member', (request) =>
    memberShown(memberOf(directory, group(request.params), (request.params as Params).member ?? '')),
  );

  app.post('/groups/:group/members', (request) => {
    const one = group(request.params);
    const body = request.body as { id?: string; email?: string; role?: unknown };
    const members = directory.membersOf(one);
    const made = memberFrom(directory, body.id ?? body.email ?? '', roleOf(body.role));
    if (members.has(made.id)) throw memberExists();
    if (made.id === one.id) throw invalid('memberKey');
    members.set(made.id, made);
    return memberShown(made);
  });

  for (const method of ['PUT', 'PATCH'] as const) {
    app.route({
      method,
      url: '/groups/:group/members/:member',
      handler: (request) => {
        const found = memberOf(directory, group(request.params), (request.params as Params).member ?? '');
        found.role = roleOf((request.body as { role?: unknown }).role ?? found.role);
        return memberShown(found);
      },
    });
  }

  app.delete('/groups/:group/members/:member', (request, reply) => {
    const one = group(request.params);
    directory.membersOf(one).delete(memberOf(directory, one, (request.params as Params).member ?? '').id);
    return reply.code(204).send();
  });

  app.get('/groups/:group/hasMember/:member', (request) => {
    const wanted = keyOf(directory, (request.params as Params).member ?? '');
    return { isMember: holds(directory, group(request.params), wanted, new Set()) };
  });
}

const memberShown = (member: Membership) => ({
  kind: 'admin#directory#member',
  etag: etagOf(member),
  ...member,
  status: 'ACTIVE',
});

function memberOf(directory: GoogleDirectory, group: Group, key: string): Membership {
  const found = directory.membersOf(group).get(keyOf(directory, key));
  if (found === undefined) throw notFound('memberKey');
  return found;
}

const keyOf = (directory: GoogleDirectory, key: string): string =>
  directory.findUser(key)?.id ?? directory.findGroup(key)?.id ?? key.toLowerCase();

function memberFrom(directory: GoogleDirectory, key: string, role: Role): Membership {
  const user = directory.findUser(key);
  if (user !== undefined) return { id: user.id, email: user.primaryEmail, type: 'USER', role };
  const group = directory.findGroup(key);
  if (group !== undefined) return { id: group.id, email: group.email, type: 'GROUP', role };
  // Somebody of another organisation may be a member by address.
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(key) && !key.toLowerCase().endsWith(`@${directory.domain}`))
    return { id: key.toLowerCase(), email: key.toLowerCase(), type: 'EXTERNAL', role };
  throw notFound('memberKey');
}

/** At any depth; ends on a cycle. */
function holds(directory: GoogleDirectory, group: Group, id: string, seen: Set<string>): boolean {
  if (seen.has(group.id)) return false;
  seen.add(group.id);
  const members = directory.membersOf(group);
  if (members.has(id)) return true;
  return [...members.keys()].some((key) => {
    const nested = directory.groups.get(key);
    return nested !== undefined && holds(directory, nested, id, seen);
  });
}

function matches(directory: GoogleDirectory, group: Group, clause: Clause): boolean {
  switch (clause.field) {
    case 'email':
      return satisfies(clause, [group.email, ...group.aliases]);
    case 'name':
      return satisfies(clause, [group.name]);
    case 'memberkey':
      return directory.membersOf(group).has(keyOf(directory, clause.value));
    default:
      throw invalid('query');
  }
}

function nameOf(name: unknown): string {
  if (typeof name !== 'string' || name === '' || name.length > 73 || /[=<>]/u.test(name))
    throw invalid('name');
  return name;
}

function descriptionOf(description: unknown): string {
  if (typeof description !== 'string' || description.length > 4096) throw invalid('description');
  return description;
}

function roleOf(role: unknown): Role {
  if (role === undefined) return 'MEMBER';
  if (!roles.includes(role)) throw invalid('role');
  return role as Role;
}

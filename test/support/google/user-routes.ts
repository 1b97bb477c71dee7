/** `users` of the Directory API. */
import type { FastifyInstance } from 'fastify';
import { invalid, notFound, required } from './answers.ts';
import { etagOf, type GoogleDirectory, type User, customerId } from './directory.ts';
import { pageOf } from './paging.ts';
import { type Clause, parseQuery, satisfies } from './query.ts';
import { mergedSchemas, projected } from './schema-routes.ts';

type Query = Readonly<Record<string, string | undefined>>;
type Params = Readonly<Record<string, string>>;

/** Kept and given back as they came. */
const plainFields = [
  ...['emails', 'phones', 'organizations', 'relations', 'addresses', 'externalIds', 'locations'],
  ...['notes', 'ims', 'websites', 'keywords', 'languages', 'posixAccounts', 'gender'],
  ...[
    'recoveryEmail',
    'recoveryPhone',
    'includeInGlobalAddressList',
    'ipWhitelisted',
    'changePasswordAtNextLogin',
  ],
] as const;

export function userRoutes(app: FastifyInstance, directory: GoogleDirectory): void {
  app.get('/users', (request) => {
    const query = request.query as Query;
    requireScopeOfList(query, directory.domain);
    const clauses = parseQuery(query.query);
    const source = query.showDeleted === 'true' ? directory.deletedUsers : directory.users;
    const found = [...source.values()]
      .filter((user) => clauses.every((clause) => matches(directory, user, clause)))
      .sort(byOrder(query.orderBy, query.sortOrder));
    const { items, nextPageToken } = pageOf(found, query, { default: 100, max: 500 });
    return {
      kind: 'admin#directory#users',
      etag: etagOf(items),
      ...(items.length === 0 ? {} : { users: items.map((user) => projected(shown(user), query)) }),
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    };
  });

  app.get('/users/:key', (request) =>
    projected(shown(directory.user((request.params as Params).key ?? '')), request.query as Query),
  );

  app.post('/users', (request) => {
    const body = request.body as Record<string, unknown>;
    const primaryEmail = directory.requireFreeAddress(body.primaryEmail, 'primary_user_email');
    requirePassword(body.password);
    const user: User = {
      id: directory.newId('user'),
      primaryEmail,
      name: nameOf(body.name, undefined),
      suspended: body.suspended === true,
      orgUnitPath: directory.requireOrgUnit(body.orgUnitPath),
      aliases: [],
      creationTime: new Date().toISOString(),
      ...plainOf(body),
      ...mergedSchemas(directory, {}, body),
    };
    directory.users.set(user.id, user);
    return shown(user);
  });

  for (const method of ['PUT', 'PATCH'] as const) {
    app.route({
      method,
      url: '/users/:key',
      handler: (request) => {
        const user = directory.user((request.params as Params).key ?? '');
        const body = request.body as Record<string, unknown>;
        const next: Partial<User> = { ...plainOf(body), ...mergedSchemas(directory, user, body) };
        if (body.primaryEmail !== undefined)
          next.primaryEmail = directory.requireFreeAddress(body.primaryEmail, 'primary_user_email', user.id);
        if (body.name !== undefined) next.name = nameOf(body.name, user.name);
        if (body.orgUnitPath !== undefined) next.orgUnitPath = directory.requireOrgUnit(body.orgUnitPath);
        if (body.suspended !== undefined) next.suspended = body.suspended === true;
        if (body.password !== undefined) requirePassword(body.password);
        Object.assign(user, next);
        return shown(user);
      },
    });
  }

  app.delete('/users/:key', (request, reply) => {
    const user = directory.user((request.params as Params).key ?? '');
    directory.users.delete(user.id);
    directory.deletedUsers.set(user.id, { ...user, deletionTime: new Date().toISOString() });
    for (const members of directory.members.values()) members.delete(user.id);
    return reply.code(204).send();
  });

  app.post('/users/:key/undelete', (request, reply) => {
    // Takes the id only: the address may be somebody else's by now.
    const user = directory.deletedUsers.get((request.params as Params).key ?? '');
    if (user === undefined) throw notFound('userKey');
    const { orgUnitPath } = request.body as { orgUnitPath?: unknown };
    directory.requireFreeAddress(user.primaryEmail, 'primary_user_email');
    directory.deletedUsers.delete(user.id);
    delete user.deletionTime;
    directory.users.set(user.id, { ...user, orgUnitPath: directory.requireOrgUnit(orgUnitPath) });
    return reply.code(204).send();
  });
}

/** A list is of one customer or one domain. */
export function requireScopeOfList(query: Query, domain: string): void {
  if (query.userKey !== undefined) return;
  if (query.customer === undefined && query.domain === undefined) throw required('domain');
  if (query.customer !== undefined && !['my_customer', customerId].includes(query.customer))
    throw invalid('customer');
  if (query.domain !== undefined && query.domain !== domain) throw notFound('domain');
}

const shown = (user: User) => ({
  kind: 'admin#directory#user',
  etag: etagOf(user),
  isAdmin: false,
  isDelegatedAdmin: false,
  customerId,
  agreedToTerms: true,
  archived: false,
  isMailboxSetup: true,
  ...user,
  emails: [{ address: user.primaryEmail, primary: true }, ...((user.emails as object[] | undefined) ?? [])],
});

function plainOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plain: Record<string, unknown> = Object.fromEntries(
    plainFields.flatMap((field) => (body[field] === undefined ? [] : [[field, body[field]]])),
  );
  if (Array.isArray(plain.emails))
    plain.emails = (plain.emails as { primary?: boolean }[]).filter(({ primary }) => primary !== true);
  return plain;
}

function nameOf(name: unknown, before: User['name'] | undefined): User['name'] {
  const { givenName, familyName, displayName } = {
    ...before,
    ...(name as Partial<User['name']> | undefined),
  };
  if (typeof givenName !== 'string' || givenName === '') throw invalid('INVALID_GIVEN_NAME');
  if (typeof familyName !== 'string' || familyName === '') throw invalid('INVALID_FAMILY_NAME');
  if (givenName.length > 60) throw invalid('INVALID_GIVEN_NAME');
  if (familyName.length > 60) throw invalid('INVALID_FAMILY_NAME');
  return {
    givenName,
    familyName,
    fullName: `${givenName} ${familyName}`,
    ...(displayName === undefined ? {} : { displayName }),
  };
}

function requirePassword(password: unknown): void {
  if (typeof password !== 'string') throw required('password');
  if (password.length < 8 || password.length > 100) throw invalid('Password');
}

function matches(directory: GoogleDirectory, user: User, clause: Clause): boolean {
  if (clause.field === 'orgunitpath') {
    const wanted = clause.value.toLowerCase();
    const path = user.orgUnitPath.toLowerCase();
    return path === wanted || path.startsWith(wanted === '/' ? '/' : `${wanted}/`);
  }
  if (clause.field === 'issuspended') return String(user.suspended) === clause.value.toLowerCase();
  return satisfies(clause, valuesOf(user, clause.field));
}

function valuesOf(user: User, field: string): readonly string[] {
  const organizations =
    (user.organizations as { title?: string; department?: string; name?: string }[] | undefined) ?? [];
  const relations = (user.relations as { type?: string; value?: string }[] | undefined) ?? [];
  const text = (values: readonly (string | undefined)[]) => values.filter((value) => value !== undefined);
  switch (field) {
    case 'email':
      return [user.primaryEmail, ...user.aliases];
    case 'givenname':
      return [user.name.givenName];
    case 'familyname':
      return [user.name.familyName];
    case 'name':
      return [user.name.fullName];
    case 'orgtitle':
      return text(organizations.map(({ title }) => title));
    case 'orgdepartment':
      return text(organizations.map(({ department }) => department));
    case 'orgname':
      return text(organizations.map(({ name }) => name));
    case 'directmanager':
    case 'manager':
      return text(relations.filter(({ type }) => type === 'manager').map(({ value }) => value));
    default:
      throw invalid('query');
  }
}

function byOrder(orderBy: string | undefined, sortOrder: string | undefined) {
  const key = (user: User): string =>
    orderBy === 'givenName'
      ? user.name.givenName
      : orderBy === 'familyName'
        ? user.name.familyName
        : user.primaryEmail;
  const direction = sortOrder === 'DESCENDING' ? -1 : 1;
  return (a: User, b: User) => direction * key(a).toLowerCase().localeCompare(key(b).toLowerCase(), 'en');
}

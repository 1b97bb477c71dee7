/** Collections and entities as `$select`, `$filter`, `$search`, `$orderby`, `$top`, `$count` and `$expand` ask for them. */
import { badRequest, GraphFailure, unsupportedQuery } from './failure.ts';
import { parseFilter } from './odata-filter.ts';
import { defaultsOf, propertyOf } from './properties.ts';
import type { Call } from './call.ts';
import type { Entry, ObjectType, Properties, Tenant, Version } from './tenant.ts';

export interface Found {
  readonly entry: Entry;
  readonly version: Version;
}

const typeNames: Readonly<Record<ObjectType, string>> = {
  user: '#microsoft.graph.user',
  group: '#microsoft.graph.group',
  device: '#microsoft.graph.device',
  orgContact: '#microsoft.graph.orgContact',
  servicePrincipal: '#microsoft.graph.servicePrincipal',
};
export const typeNameOf = (type: ObjectType): string => typeNames[type];

/** `$expand` gives so many at most, and no link to more. */
const maxExpanded = 20;
const maxTop = 999;
const defaultTop = 100;

const navigation: Readonly<Partial<Record<ObjectType, readonly string[]>>> = {
  user: ['manager', 'directReports', 'memberOf', 'transitiveMemberOf'],
  group: ['members', 'owners', 'memberOf'],
};

/** One object with the properties asked for. `typed` adds `@odata.type`, as in lists of mixed types. */
export function render(
  tenant: Tenant,
  { entry, version }: Found,
  call: Pick<Call, 'query'>,
  typed = false,
): Properties {
  const select = call.query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  for (const name of select ?? []) {
    if (name === '*' || name === '') continue;
    const [first = ''] = name.split('/');
    if (!typed && propertyOf(entry.type, first) === null && !navigation[entry.type]?.includes(first)) {
      throw badRequest(`Could not find a property named '${first}' on type 'microsoft.graph.${entry.type}'.`);
    }
  }
  const names = (select ?? defaultsOf(entry.type)).filter((name) => propertyOf(entry.type, name) !== null);
  const properties: Record<string, unknown> = typed ? { '@odata.type': typeNameOf(entry.type) } : {};
  if (select === undefined || typed) properties['id'] = entry.id;
  for (const name of names) properties[name] = valueOf(entry.type, version.properties, name);
  return { ...properties, ...expand(tenant, { entry, version }, call) };
}

const valueOf = (type: ObjectType, properties: Properties, name: string): unknown => {
  // A password can be written and never read.
  if (name === 'passwordProfile') return null;
  const kind = propertyOf(type, name)?.type;
  return properties[name] ?? (kind === 'strings' || kind === 'objects' ? [] : null);
};

function expand(tenant: Tenant, { version }: Found, call: Pick<Call, 'query'>): Properties {
  const wanted = call.query.get('$expand');
  if (wanted === null) return {};
  const found = /^(manager|owners|members)(?:\(\$select=([\w,]+)\))?$/.exec(wanted);
  if (found === null) throw badRequest(`Parsing Select and Expand failed: ${wanted}`);
  const [, name = '', select] = found;
  const inner = new URLSearchParams(select === undefined ? {} : { $select: select });
  const ids =
    name === 'manager'
      ? version.manager === null
        ? []
        : [version.manager]
      : [...version[name as 'owners' | 'members']];
  const rendered = ids.slice(0, maxExpanded).flatMap((id) => {
    const entry = tenant.entries.get(id);
    const seen = entry === undefined ? null : tenant.seen(entry);
    if (entry === undefined || seen === null || seen.deleted) return [];
    return [render(tenant, { entry, version: seen }, { query: inner }, true)];
  });
  if (name !== 'manager') return { [name]: rendered };
  return rendered[0] === undefined ? {} : { manager: rendered[0] };
}

/** A whole list as the query wants it, page by page. */
export function collection(
  tenant: Tenant,
  call: Call,
  found: Iterable<Found>,
  options: { readonly type?: ObjectType; readonly context: string; readonly typed?: boolean },
): Properties {
  const { query } = call;
  const eventual = call.headers['consistencylevel']?.toLowerCase() === 'eventual';
  const counting = query.get('$count') === 'true';
  if (query.get('$skip') !== null) throw badRequest("'$skip' is not supported by the service.");
  if (query.get('$expand') !== null && eventual) {
    throw unsupportedQuery('$expand is not currently supported with advanced queries.');
  }
  let list = [...found];
  const filter = query.get('$filter');
  if (filter !== null) {
    const parsed = parseFilter(options.type ?? 'user', filter);
    const needsAdvanced = parsed.advanced || options.typed === true || query.get('$orderby') !== null;
    if (needsAdvanced && !(eventual && counting)) {
      throw unsupportedQuery('Unsupported Query. The query needs ConsistencyLevel eventual and $count=true.');
    }
    list = list.filter(({ version }) => parsed.matches(version.properties));
  }
  const search = query.get('$search');
  if (search !== null) {
    if (!eventual) {
      throw unsupportedQuery(
        "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
      );
    }
    list = list.filter(({ version }) => searched(search, version.properties));
  }
  list = ordered(list, query.get('$orderby'), eventual && counting);
  const top = topOf(query);
  const start = Number(query.get('$skiptoken')?.replace('at-', '') ?? 0);
  const page = list.slice(start, start + top);
  const next = start + top < list.length ? nextLink(call, start + top) : null;
  return {
    '@odata.context': `${call.base}/$metadata#${options.context}`,
    ...(counting && eventual ? { '@odata.count': list.length } : {}),
    ...(next === null ? {} : { '@odata.nextLink': next }),
    value: page.map((each) => render(tenant, each, call, options.typed)),
  };
}

function topOf(query: URLSearchParams): number {
  const text = query.get('$top');
  if (text === null) return defaultTop;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > maxTop) {
    throw badRequest(`Invalid page size specified: '${text}'. Must be between 1 and ${maxTop} inclusive.`);
  }
  return top;
}

function nextLink(call: Call, start: number): string {
  const query = new URLSearchParams(call.query);
  query.set('$skiptoken', `at-${start}`);
  return `${call.base}${call.path}?${query.toString()}`;
}

/** The words of a text, as `$search` cuts them. */
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function searched(search: string, properties: Properties): boolean {
  const found = /^"(displayName|description|mail):(.*)"$/s.exec(search);
  if (found === null) throw new GraphFailure(400, 'Request_BadRequest', `Syntax error: ${search}`);
  const [, name = '', wanted = ''] = found;
  const value = properties[name];
  if (typeof value !== 'string') return false;
  const have = words(value);
  return words(wanted).every((word) => have.some((each) => each.startsWith(word)));
}

function ordered(list: Found[], orderby: string | null, advanced: boolean): Found[] {
  if (orderby === null) return list;
  const [name = '', direction = 'asc'] = orderby.split(' ');
  if (!['displayName', 'userPrincipalName'].includes(name) && !advanced) {
    throw unsupportedQuery(`Sorting by '${name}' needs ConsistencyLevel eventual and $count=true.`);
  }
  const key = ({ version }: Found) => ((version.properties[name] as string | undefined) ?? '').toLowerCase();
  const sorted = list.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return direction === 'desc' ? sorted.reverse() : sorted;
}

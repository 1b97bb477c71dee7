/** Lists of users, groups and organizational units. The API narrows by what it can; every object is then tried against the whole filter. */
import type { Comparison, Filter } from '../../../workflows/contracts/filter.ts';
import type { Query, SearchPage } from '../contract.ts';
import { attributesIn, inTextOrder, matchesFilter } from '../evaluate-filter.ts';
import { type GoogleKind, mayRead, type Resource, unknown } from './attributes.ts';
import type { DirectoryApi } from './connection.ts';
import { type Acquaintances, mapFew, toObject } from './objects.ts';
import { searchOrgUnits } from './org-units.ts';

const maxPage = { user: 500, group: 200 } as const;
const customer = 'my_customer';

/** Nothing is left for the caller to filter. @throws `value.invalid` for an attribute that does not exist */
export async function* searchObjects(
  api: DirectoryApi,
  known: Acquaintances,
  query: Query,
): AsyncGenerator<SearchPage> {
  const { filter } = query;
  if (filter !== undefined) {
    for (const name of attributesIn(filter)) if (!mayRead(name)) throw unknown('user', name);
  }
  for (const kind of ['user', 'group'] as const) {
    if (!query.kinds.includes(kind)) continue;
    // Groups stand in no organizational unit.
    if (kind === 'group' && query.container !== undefined && query.container !== '/') continue;
    yield* searchKind(api, known, kind, query);
  }
  if (query.kinds.includes('container')) yield* searchOrgUnits(api, query);
}

async function* searchKind(
  api: DirectoryApi,
  known: Acquaintances,
  kind: GoogleKind,
  query: Query,
): AsyncGenerator<SearchPage> {
  const { filter, container, directlyIn, attributes } = query;
  const clauses = [
    ...(filter === undefined ? [] : narrowing(kind, filter)),
    ...(kind === 'user' && container !== undefined && container !== '/'
      ? [`orgUnitPath=${quoted(container)}`]
      : []),
  ];
  const wanted =
    attributes === undefined
      ? undefined
      : [...attributes, ...(filter === undefined ? [] : attributesIn(filter))];
  let pageToken: string | undefined;
  do {
    const { resources, next } = await listPage(api, kind, {
      customer,
      maxResults: Math.min(query.pageSize, maxPage[kind]),
      ...(clauses.length === 0 ? {} : { query: clauses.join(' ') }),
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const here = resources.filter(
      (resource) => directlyIn !== true || kind === 'group' || resource.orgUnitPath === (container ?? '/'),
    );
    const before = kind === 'group' ? await query.remembered?.(here.map(({ id }) => id ?? '')) : undefined;
    const objects = await mapFew(here, (resource) =>
      toObject(api, known, kind, resource, wanted, before?.get(resource.id ?? '')),
    );
    const matching = objects.filter(
      (object) =>
        filter === undefined || matchesFilter(filter, (name) => object.attributes[name] ?? [], inTextOrder),
    );
    const page = matching.map((object) =>
      attributes === undefined
        ? object
        : {
            ...object,
            attributes: Object.fromEntries(
              Object.entries(object.attributes).filter(([name]) => attributes.includes(name)),
            ),
          },
    );
    if (page.length > 0) yield { objects: page, residual: null };
    pageToken = next;
  } while (pageToken !== undefined);
}

interface ListParameters {
  readonly customer: string;
  readonly maxResults: number;
  readonly query?: string;
  readonly pageToken?: string;
}

async function listPage(
  api: DirectoryApi,
  kind: GoogleKind,
  parameters: ListParameters,
): Promise<{ resources: readonly Resource[]; next: string | undefined }> {
  if (kind === 'user') {
    const { data } = await api.users.list({ ...parameters, projection: 'full', orderBy: 'email' });
    return {
      resources: data.users ?? [],
      next: data.nextPageToken ?? undefined,
    };
  }
  const { data } = await api.groups.list(parameters);
  return {
    resources: data.groups ?? [],
    next: data.nextPageToken ?? undefined,
  };
}

/** Fields of the API's own query language ("Search for users", "Search for groups"). */
const searchable: Readonly<Record<GoogleKind, Readonly<Record<string, string>>>> = {
  user: { email: 'email', givenName: 'givenName', familyName: 'familyName' },
  group: { email: 'email' },
};

/**
 * Clauses that every match satisfies: they make the answer smaller and never decide. Only comparisons that
 * stand alone or in a conjunction, and of values without a character that the language could read otherwise.
 */
function narrowing(kind: GoogleKind, filter: Filter): string[] {
  if (filter.op === 'and') return filter.nodes.flatMap((node) => narrowing(kind, node));
  return filter.op === 'compare' ? clauseOf(kind, filter) : [];
}

function clauseOf(kind: GoogleKind, comparison: Comparison): string[] {
  const field = searchable[kind][comparison.attribute];
  if (field === undefined || comparison.test === 'present') return [];
  if (!/^[\p{L}\p{N}@.\-_]+$/u.test(comparison.value)) return [];
  if (comparison.test === 'equals') return [`${field}=${comparison.value}`];
  return comparison.test === 'startsWith' ? [`${field}:${comparison.value}*`] : [];
}

/** Text in the API's query language: in single quotes, with backslashes before what would end it. */
const quoted = (text: string): string => `'${text.replaceAll(/['\\]/gu, '\\$&')}'`;

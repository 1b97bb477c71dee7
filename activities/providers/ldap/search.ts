/** {@link Search}: pages of everything that matches. */
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import type { Query, SearchPage } from '../contract.ts';
import { formatDn } from '../ldap-client/dn.ts';
import { allOf, toLdapFilter } from '../ldap-client/filter.ts';
import type { Directory } from './directory.ts';
import { kindFilter } from './kinds.ts';
import { columns, defaultsOf, objectsOf } from './objects.ts';
import { References } from './references.ts';
import { compileComparison, referencesOf } from './values.ts';

/** The size limit for one search that OpenLDAP has when nobody changed it. */
const maxPageSize = 500;

export async function* search(directory: Directory, query: Query): AsyncGenerator<SearchPage> {
  const bases = (
    query.container === undefined ? directory.bases() : [directory.container(query.container)]
  ).map(formatDn);
  yield* directory.pool.pages(async function* (connection, finish) {
    const root = await directory.root(connection);
    const references = new References(directory, connection);
    const targets = await references.withIds(
      query.filter === undefined ? [] : referencesOf(root.schema, query.filter),
    );
    const { native, residual } =
      query.filter === undefined
        ? { native: null, residual: null }
        : toLdapFilter(query.filter, (comparison) =>
            compileComparison(root, comparison, (id) => targets.get(id)),
          );
    const kinds = new Set(query.kinds);
    const wanted = columns(root, query.attributes ?? defaultsOf(root, query.kinds));
    for (const base of bases) {
      const pages = connection.searchPages(
        {
          base,
          scope: query.directlyIn === true && query.container !== undefined ? 'one' : 'sub',
          filter: allOf(native === null ? [kindFilter(query.kinds)] : [kindFilter(query.kinds), native]),
          attributes: wanted,
        },
        Math.min(Math.max(query.pageSize, 1), maxPageSize),
      );
      for await (const { entries, isLast } of pages) {
        const all = await objectsOf(directory, connection, entries, query.attributes ?? null, references);
        const objects: DirectoryObject[] = all.filter((object) => kinds.has(object.kind));
        if (isLast && base === bases.at(-1)) finish();
        if (objects.length > 0) yield { objects, residual };
      }
    }
  });
}

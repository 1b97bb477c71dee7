/** {@link Search}: pages of everything that matches. */
import type { Query, SearchPage } from '../contract.ts';
import { allOf, toLdapFilter } from '../ldap-client/filter.ts';
import { domainScope, ExtendedDnControl } from './controls.ts';
import type { Directory } from './directory.ts';
import { formatDn } from '../ldap-client/dn.ts';
import { kindFilter } from './kinds.ts';
import { columns, completeRanges, defaultsOf, toObject } from './objects.ts';
import { compileComparison } from './values.ts';

/** MaxPageSize of Active Directory: a larger page is a size-limit error. */
const maxPageSize = 1000;

export async function* search(directory: Directory, query: Query): AsyncGenerator<SearchPage> {
  const container = query.container === undefined ? null : directory.container(query.container);
  const bases = (container === null ? directory.bases() : [container]).map(formatDn);
  // Whoever names an excluded place wants to see what is there.
  const everything = container !== null && directory.isExcluded(container);
  yield* directory.pool.pages(async function* (connection, finish) {
    await directory.root(connection);
    const schema = await directory.schema(connection);
    const { native, residual } =
      query.filter === undefined
        ? { native: null, residual: null }
        : toLdapFilter(query.filter, (comparison) => compileComparison(schema, comparison));
    const kinds = new Set(query.kinds);
    const wanted = columns(schema, query.attributes ?? defaultsOf(query.kinds));
    for (const base of bases) {
      const pages = connection.searchPages(
        {
          base,
          scope: query.directlyIn === true && query.container !== undefined ? 'one' : 'sub',
          filter: allOf(native === null ? [kindFilter(query.kinds)] : [kindFilter(query.kinds), native]),
          attributes: wanted,
          controls: [new ExtendedDnControl(), domainScope()],
        },
        Math.min(Math.max(query.pageSize, 1), maxPageSize),
      );
      for await (const { entries, isLast } of pages) {
        const objects = [];
        for (const entry of entries) {
          await completeRanges(connection, entry, wanted);
          const object = toObject(directory, schema, entry, query.attributes ?? null);
          if (object === null || !kinds.has(object.kind)) continue;
          if (everything || object.excluded !== true) objects.push(object);
        }
        if (isLast && base === bases.at(-1)) finish();
        if (objects.length > 0) yield { objects, residual };
      }
    }
  });
}

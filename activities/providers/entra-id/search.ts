/** {@link Search}: pages of everything that matches, users first. */
import { ProviderError, type Query, type SearchPage } from '../contract.ts';
import { attributesIn, inTextOrder, matchesFilter } from '../evaluate-filter.ts';
import { eventual, type GraphConnection } from './connection.ts';
import { compileFilter } from './filter.ts';
import { expandOf, selectOf, toObject, valuesOf } from './objects.ts';
import { filterText, isAdvanced } from './odata.ts';
import { completed, withReferences } from './references.ts';
import { defaultAttributes, entraKinds } from './schema.ts';

/** Graph gives no larger page. */
const maxPageSize = 999;
export const pageSizeOf = (wanted: number): number => Math.min(Math.max(1, Math.trunc(wanted)), maxPageSize);

export async function* searchObjects(connection: GraphConnection, query: Query): AsyncGenerator<SearchPage> {
  if (query.container !== undefined) {
    throw new ProviderError(
      'object.notFound',
      `Entra ID has no containers, so there is no ${query.container}.`,
    );
  }
  for (const kind of entraKinds) {
    if (!query.kinds.includes(kind)) continue;
    const { native, residual } = compileFilter(kind, query.filter, connection.extensions.known);
    if (native.op === 'constant' && !native.value) continue;
    const asked = query.attributes ?? defaultAttributes[kind];
    const wanted = [...new Set([...asked, ...(residual === null ? [] : attributesIn(residual))])];
    const advanced = isAdvanced(native);
    const reference = expandOf(kind, wanted);
    const parameters = [
      `$select=${selectOf(connection, kind, wanted)}`,
      `$top=${pageSizeOf(query.pageSize)}`,
      ...(native.op === 'constant' ? [] : [`$filter=${encodeURIComponent(filterText(native))}`]),
      ...(advanced ? ['$count=true'] : []),
      // Not together with an advanced query.
      ...(reference === null || advanced ? [] : [`$expand=${reference}($select=id)`]),
    ];
    for await (const page of connection.pages(
      `/${kind}s?${parameters.join('&')}`,
      advanced ? eventual : {},
    )) {
      if (page.length === 0) continue;
      const whole =
        reference === null
          ? page
          : advanced
            ? await withReferences(connection, reference, page)
            : await completed(connection, reference, page);
      const left =
        residual === null
          ? whole
          : whole.filter((json) =>
              matchesFilter(residual, (name) => valuesOf(kind, json, name, connection), inTextOrder),
            );
      if (left.length > 0)
        yield { objects: left.map((json) => toObject(kind, json, connection, asked)), residual: null };
    }
  }
}

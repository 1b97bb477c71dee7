/** What an indexed attribute is needed for, so that nobody takes it from under a query [stores-and-links R5]. */
import type { Db } from '../../activities/database/client.ts';
import { listAllViews, type NamedView } from '../../activities/database/repositories/saved-views.ts';
import { storeVocabulary } from '../../activities/platform/live-directory.ts';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import type { StoreKind } from '../../workflows/contracts/ids.ts';
import { ApiProblem } from '../problem.ts';

/** Which kinds of object a list shows, by the name its views are kept under. */
const kindsOfList: Readonly<Record<string, readonly ObjectKind[]>> = {
  groups: ['group'],
  people: ['user'],
  members: ['user', 'group', 'contact', 'computer'],
};

export interface RemovedAttribute {
  readonly kind: ObjectKind;
  readonly name: string;
}

/** @throws ApiProblem `attribute.in_use` listing every use of what is to be removed */
export async function refuseUsed(
  db: Db,
  store: { readonly id: string; readonly kind: StoreKind },
  removed: readonly RemovedAttribute[],
): Promise<void> {
  if (removed.length === 0) return;
  const views = (await listAllViews(db, Object.keys(kindsOfList))).filter((view) => covers(view, store.id));
  const words = storeVocabulary(store.kind) as Readonly<Record<string, string | undefined>>;
  const uses = views.flatMap((view) => {
    const named = new Set([...fieldsOf(view.query)].map((field) => words[field] ?? field));
    return removed
      .filter(({ kind, name }) => named.has(name) && (kindsOfList[view.list] ?? []).includes(kind))
      .map(({ name }) => ({
        field: name,
        code: 'attribute.in_use',
        message: `is used by the view ${JSON.stringify(view.name)} of ${view.person ?? 'somebody who is gone'}`,
      }));
  });
  if (uses.length === 0) return;
  const names = [...new Set(uses.map(({ field }) => field))].join(', ');
  throw new ApiProblem('attribute.in_use', `Still in use: ${names}. Change what uses it first, or keep it.`, {
    fields: uses,
  });
}

/** A view is of the store of its person, unless its address names others. */
function covers({ storeId, query }: NamedView, wanted: string): boolean {
  const stores = new URLSearchParams(query).get('stores');
  return stores === null ? storeId === wanted : stores.includes(wanted);
}

/** The fields that the query of a list's address filters and sorts by. */
function fieldsOf(query: string): ReadonlySet<string> {
  const parameters = new URLSearchParams(query);
  const fields = new Set<string>();
  for (const part of parameters.get('sort')?.split(',') ?? []) fields.add(part.replace(/^-/u, ''));
  const filter = parameters.get('filter');
  if (filter !== null) collect(parsed(filter), fields);
  return fields;
}

/** Null for what somebody wrote by hand: it filters nothing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function collect(node: unknown, fields: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  const { attribute } = node as { attribute?: unknown };
  if (typeof attribute === 'string') fields.add(attribute);
  for (const value of Object.values(node)) collect(value, fields);
}

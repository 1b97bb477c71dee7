/** The attributes that people's views of lists filter and sort by. */
import type { Db } from '../../activities/database/client.ts';
import { listAllViews, type NamedView } from '../../activities/database/repositories/saved-views.ts';
import type { ObjectKind } from '../../workflows/contracts/directory.ts';

/** Where names of attributes stand. */
export interface AttributeUse {
  /** In words, to follow `is used by`. */
  readonly by: string;
  /** Whose attributes they are. */
  readonly kinds: readonly ObjectKind[];
  /** Names of concepts, or the directory's own. */
  readonly names: readonly string[];
}

/** Which kinds of object a list shows, by the name its views are kept under. */
const kindsOfList: Readonly<Record<string, readonly ObjectKind[]>> = {
  groups: ['group'],
  people: ['user'],
  members: ['user', 'group', 'contact', 'computer'],
};

export async function viewUses(db: Db, storeId: string): Promise<readonly AttributeUse[]> {
  return (await listAllViews(db, Object.keys(kindsOfList)))
    .filter((view) => covers(view, storeId))
    .map(({ list, name, person, query }) => ({
      by: `the view ${JSON.stringify(name)} of ${person ?? 'somebody who is gone'}`,
      kinds: kindsOfList[list] ?? [],
      names: [...fieldsOf(query)],
    }));
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

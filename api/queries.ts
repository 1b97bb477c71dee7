/** Saved queries: private, or shared with the store; they run under the rights of who runs them (users-and-search S4). */
import { randomUUID } from 'node:crypto';
import type { Db, Transaction } from '../activities/database/client.ts';
import { recordAct } from '../activities/database/repositories/portal-acts.ts';
import { getQuery, type SavedQuery } from '../activities/database/repositories/queries.ts';
import { getStore, type IdentityStore } from '../activities/database/repositories/stores.ts';
import { areAllKinds, type SearchedFor } from '../workflows/contracts/search.ts';
import { denied, ApiProblem } from './problem.ts';
import { queryRefusal } from './query-policy.ts';
import type { SearchParameters } from './search.ts';
import { seesAllStores } from './reach.ts';
import { may, type SessionActor } from './session-actor.ts';

type Person = Parameters<typeof getQuery>[1];

export const personOf = (actor: SessionActor): Person => ({ storeId: actor.storeId, id: actor.userId });

const isAuthor = (actor: SessionActor, query: SavedQuery): boolean =>
  query.storeId === actor.storeId && query.authorId === actor.userId;

/** Its author, and administrators of the store (users-and-search S4.2). */
const mayEdit = (actor: SessionActor, query: SavedQuery): boolean =>
  isAuthor(actor, query) || may(actor, 'Manage Identity Store');

/** @throws ApiProblem `notFound` for other people's private ones, too */
export async function requireQuery(db: Db, actor: SessionActor, id: string): Promise<SavedQuery> {
  const query = await getQuery(db, personOf(actor), id);
  if (query === null) throw ApiProblem.notFound('query');
  return query;
}

/** @throws ApiProblem `notFound`, `permission.denied` */
export async function requireOwnQuery(db: Db, actor: SessionActor, id: string): Promise<SavedQuery> {
  const query = await requireQuery(db, actor, id);
  if (!mayEdit(actor, query)) {
    throw new ApiProblem(
      'permission.denied',
      `Only ${query.authorName} and administrators may change this query. Save a copy of your own instead.`,
    );
  }
  return query;
}

/** @throws ApiProblem `permission.denied` */
export function requireSharing(actor: SessionActor, isGlobal: boolean): void {
  if (isGlobal && !may(actor, 'Share Queries')) throw denied('Share Queries');
}

/** The search in the words of an address. */
export const parametersOf = ({
  storeIds,
  kinds,
  within,
  filter,
}: SearchedFor): SearchParameters & { readonly stores: string } => ({
  stores: storeIds.join(','),
  ...(areAllKinds(kinds) ? {} : { kinds: kinds.join(',') }),
  ...(within === undefined
    ? {}
    : {
        within: within.map(({ storeId, placeId }) => `${storeId}:${encodeURIComponent(placeId)}`).join(','),
      }),
  ...(filter === undefined ? {} : { filter: JSON.stringify(filter) }),
});

/** The condition a person's role does not allow, in words; null when they may run it (users-and-search S4.3). */
async function refusalOf(
  db: Db,
  actor: SessionActor,
  { search }: Pick<SavedQuery, 'search'>,
): Promise<string | null> {
  for (const id of search.storeIds) {
    const store = await getStore(db, id);
    if (store === null) return 'It searches an identity store that is no longer there.';
    if (id !== actor.storeId && !seesAllStores(actor)) {
      return `It searches the identity store “${store.name}”, which your role may not search.`;
    }
  }
  return queryRefusal(db, actor, search);
}

/** @throws ApiProblem `permission.denied` naming the condition */
export async function requireAllowed(db: Db, actor: SessionActor, search: SearchedFor): Promise<void> {
  const refusal = await queryRefusal(db, actor, search);
  if (refusal !== null) throw new ApiProblem('permission.denied', `This query cannot be kept. ${refusal}`);
}

/** @throws ApiProblem `permission.denied` naming the condition */
export async function storesToRun(
  db: Db,
  actor: SessionActor,
  query: SavedQuery,
): Promise<readonly IdentityStore[]> {
  const refusal = await refusalOf(db, actor, query);
  if (refusal !== null) {
    throw new ApiProblem('permission.denied', `This query cannot be run with your role. ${refusal}`);
  }
  const stores = await Promise.all(query.search.storeIds.map((id) => getStore(db, id)));
  return stores.filter((store) => store !== null);
}

export const queryView = async (db: Db, actor: SessionActor, query: SavedQuery) => ({
  id: query.id,
  name: query.name,
  isGlobal: query.isGlobal,
  author: { id: query.authorId, name: query.authorName },
  isOwn: isAuthor(actor, query),
  mayEdit: mayEdit(actor, query),
  refusal: await refusalOf(db, actor, query),
  search: parametersOf(query.search),
  version: query.version,
  createdAt: query.createdAt.toISOString(),
  updatedAt: query.updatedAt.toISOString(),
});

/** What history tells of a query, by the names of its parts. */
const told = ({ name, isGlobal, search }: SavedQuery): readonly (readonly [string, string])[] => [
  ['queryName', name],
  ['queryShared', isGlobal ? 'true' : 'false'],
  ['queryStores', search.storeIds.join(', ')],
  ['queryKinds', search.kinds.join(', ')],
  ['queryPlaces', search.within?.map(({ placeId }) => placeId).join(', ') ?? ''],
  ['queryFilter', search.filter === undefined ? '' : JSON.stringify(search.filter)],
];

/** One of them null: made, or deleted. Nothing that stayed is told. */
export async function recordQuery(
  tx: Transaction,
  actor: SessionActor,
  before: SavedQuery | null,
  after: SavedQuery | null,
): Promise<void> {
  const query = after ?? before;
  if (query === null) return;
  const old = new Map(before === null ? [] : told(before));
  const changes = after === null ? [['', ''] as const] : told(after);
  await recordAct(
    tx,
    {
      storeId: query.storeId,
      actId: randomUUID(),
      action: before === null ? 'createQuery' : after === null ? 'deleteQuery' : 'updateQuery',
      actor,
      object: { kind: 'query', id: query.id, name: query.name },
      operation: before === null ? 'create' : after === null ? 'delete' : 'update',
    },
    changes
      .filter(([attribute, value]) => after === null || value !== (old.get(attribute) ?? ''))
      .map(([attribute, value]) => ({
        attribute: after === null ? null : attribute,
        oldValue: after === null || old.get(attribute) === '' ? null : (old.get(attribute) ?? null),
        newValue: after === null || value === '' ? null : value,
      })),
  );
}

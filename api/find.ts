/** The find dialog: what a field takes, found and marked with what speaks against it (users-and-search S6). */
import { listGroupSettings } from '../activities/database/repositories/groups.ts';
import type { IdentityStore } from '../activities/database/repositories/stores.ts';
import type { IndexedObject } from '../activities/directory-index/contract.ts';
import { listIndexed, membersAmong } from '../activities/directory-index/objects.ts';
import { insideOf, missingPlaces } from '../activities/directory-index/places.ts';
import { narrowed } from '../activities/directory-index/scope.ts';
import { askStores, hitOf, searchParts } from '../activities/directory-index/search.ts';
import { fieldsOf } from '../activities/platform/directory-fields.ts';
import { storeVocabulary } from '../activities/platform/live-directory.ts';
import type { Filter } from '../workflows/contracts/filter.ts';
import {
  type FindPurpose,
  type FindRefusal,
  kindsTaken,
  takesSecurityGroupsOnly,
} from '../workflows/contracts/find.ts';
import { kindOfType, type SearchedKind, type SearchedType } from '../workflows/contracts/search.ts';
import { listedStore, readPage } from './directory-list.ts';
import { ApiProblem } from './problem.ts';
import type { RouteDeps } from './route.ts';
import { readTerms, searcherOf, type SearchParameters } from './search.ts';
import type { SessionActor } from './session-actor.ts';

/** Whoever looks for one to choose knows them by any name. */
const findFields = ['displayName', 'name', 'firstName', 'lastName', 'loginName', 'accountName', 'mail'];

interface FindParameters extends Omit<SearchParameters, 'sort'> {
  readonly purpose: FindPurpose;
  /** A place of the store to look in, with all below it. */
  readonly container?: string;
  /** The group whose field it is. */
  readonly groupId?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** @throws ApiProblem `filter.invalid`, `value.invalid` for the text or a container that is none */
export async function find(
  { database: { db }, index }: Pick<RouteDeps, 'database' | 'index'>,
  actor: SessionActor,
  store: IdentityStore,
  query: FindParameters,
) {
  const { purpose, container, groupId } = query;
  const terms = await readTerms(db, actor, [store], query);
  const taken = kindsTaken(purpose, store.kind);
  const kinds = terms.kinds.filter((type) => taken.includes(kindOfType(type)));
  const place = container === undefined ? undefined : await inContainer(container);
  const asked = await askStores(db, searcherOf(actor), [store], terms);
  const tellsMailboxes = asked.some((one) => one.fields.has('mailbox'));
  const offered = taken.flatMap((kind): SearchedType[] =>
    kind === 'user' && tellsMailboxes ? [kind, 'mailbox'] : [kind],
  );
  const fields = fieldsOf('groups', storeVocabulary(store.kind));
  const parts = (await searchParts(db, searcherOf(actor), asked, { ...terms, kinds })).map((part) => {
    const conditions = [place, securityOnly(part.kind)].filter((one) => one !== undefined);
    const quick = terms.text === undefined ? undefined : { text: terms.text, fields: findFields };
    return narrowed({ ...part, quick }, store, conditions);
  });
  const { rows, ...rest } = await readPage(index, { parts, sort: [], stores: asked.map(listedStore) }, query);
  return { items: await marked(rows), kinds: offered, nextCursor: rest.nextCursor, stores: rest.stores };

  async function inContainer(id: string): Promise<Filter> {
    if ((await missingPlaces(db, store, [id])).length > 0) {
      throw ApiProblem.field('container', 'is no container of this store; choose another one');
    }
    return insideOf(db, store, [id]);
  }

  function securityOnly(kind: SearchedKind): Filter | undefined {
    return kind === 'group' && takesSecurityGroupsOnly(purpose) && fields.has('groupCategory')
      ? { op: 'compare', attribute: 'groupCategory', test: 'equals', value: 'security' }
      : undefined;
  }

  async function marked(found: readonly IndexedObject[]) {
    const ids = found.map(({ objectId }) => objectId);
    const [objects, settings, members] = await Promise.all([
      // What protects an object is known to the complete copy alone.
      listIndexed(db, store.id, ids),
      listGroupSettings(db, store.id, ids),
      groupId === undefined || purpose !== 'members'
        ? new Set<string>()
        : membersAmong(db, store.id, groupId, ids),
    ]);
    return found.map((object) => {
      const id = object.objectId;
      const status = settings.get(id)?.status ?? 'active';
      const protection = objects.get(id)?.protection ?? null;
      return { ...hitOf(store, object), status, protection, refusal: refusalOf() };

      function refusalOf(): FindRefusal | null {
        if (id === groupId) return 'self';
        if (members.has(id)) return 'member';
        if (status !== 'active') return 'expired';
        // Only what is chosen to be changed itself must not be protected.
        return purpose === 'group' && protection !== null ? 'protected' : null;
      }
    });
  }
}

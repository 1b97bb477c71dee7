/** History: one's own acts and groups; all of the store for administrators; nothing of stores whose views are off. */
import { listOwnedGroups } from '../../../activities/directory-index/visibility.ts';
import { listStoreNames } from '../../../activities/database/repositories/deleted-stores.ts';
import { listHistory } from '../../../activities/database/repositories/history.ts';
import { storeVocabulary } from '../../../activities/platform/live-directory.ts';
import { recordFields } from '../../../activities/platform/record-fields.ts';
import { badCursor, decodeCursor, instantAndId, pageOf } from '../../cursor.ts';
import { readerOf } from '../../group-view.ts';
import { historyStores } from '../../history-views.ts';
import { readFilter } from '../../list-filter.ts';
import { toldEntry, type ToldEntry, withheldFrom } from '../../hidden-values.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { defaultLimit } from '../../schemas/common.ts';
import { HistoryList, ListHistoryQuery } from '../../schemas/history.ts';
import { readProblems } from '../../schemas/problem.ts';
import { namedStore } from '../../named-store.ts';
import { seenHistory } from '../../seen-history.ts';
import { seesAllStores } from '../../reach.ts';
import { actorOf, may } from '../../session-actor.ts';

export function historyRoutes(app: App, { database: { db } }: RouteDeps): void {
  app.get(
    '/history',
    {
      schema: {
        operationId: 'listHistory',
        tags: ['History'],
        summary: 'What was changed, newest first',
        querystring: ListHistoryQuery,
        response: { 200: HistoryList, ...readProblems('filter.invalid') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const {
        storeId,
        objectId,
        aboutId,
        actorId,
        requestId,
        filter,
        cursor,
        limit = defaultLimit,
      } = request.query;
      const person = { storeId: actor.storeId, id: actor.userId };
      // Elsewhere a person's rights are those of another account; only store administrators look across.
      const store = storeId ?? (seesAllStores(actor) ? undefined : actor.storeId);
      const administers = may(actor, 'Manage Identity Store') || may(actor, 'Manage All Requests');
      const seesAll = seesAllStores(actor) || (administers && store === actor.storeId);
      const { owner } = storeVocabulary(actor.storeKind);
      const groupIds = seesAll ? [] : await listOwnedGroups(db, readerOf(actor, actor.storeId), owner);
      const { shown, off, deleted } = await historyStores(db, store);
      // What one request did is read for undo and proof, which no switch turns off.
      const storeIds =
        requestId === undefined ? shown : [...new Set([...shown, ...off.map(({ id }) => id), ...deleted])];
      const withheld = await withheldFrom(db, actor);
      const rows = await listHistory(db, {
        withheld: [...withheld.attributes],
        visibleTo: seesAll ? null : { person, groupIds },
        limit: limit + 1,
        storeIds,
        ...(objectId === undefined ? {} : { objectId }),
        ...(aboutId === undefined ? {} : { about: aboutOf(storeId, aboutId) }),
        ...(requestId === undefined ? {} : { requestId }),
        ...(filter === undefined ? {} : { filter: readFilter(filter, recordFields.history) }),
        ...(actorId === undefined ? {} : { actor: { storeId: store ?? actor.storeId, id: actorId } }),
        ...beforeOf(cursor),
      });
      const page = pageOf(rows, limit, (row) => [row.at.toISOString(), String(row.sequence), row.id]);
      const [seen, stores] = await Promise.all([
        seenHistory(db, actor, page.rows, seesAll),
        listStoreNames(db),
      ]);
      return {
        items: seen.map((entry) => entryView(toldEntry(entry, withheld), stores)),
        nextCursor: page.nextCursor,
        off: seesAll || store === actor.storeId ? off : [],
      };
    },
  );
}

/** Ids of objects mean something within their store only. */
function aboutOf(storeId: string | undefined, id: string): { storeId: string; id: string } {
  if (storeId === undefined) throw ApiProblem.field('aboutId', 'needs the storeId of its store beside it');
  return { storeId, id };
}

function beforeOf(cursor: string | undefined) {
  const parts = decodeCursor(cursor, 3);
  if (parts === null) return {};
  const [instant = '', sequenceText = '', id = ''] = parts;
  const sequence = Number(sequenceText);
  if (!Number.isSafeInteger(sequence)) throw badCursor();
  return { before: { ...instantAndId(instant, id), sequence } };
}

const entryView = (entry: ToldEntry, stores: Parameters<typeof namedStore>[0]) => ({
  id: entry.id,
  storeId: entry.storeId,
  ...namedStore(stores, entry.storeId),
  sequence: entry.sequence,
  at: entry.at.toISOString(),
  requestId: entry.requestId,
  workflowId: entry.workflowId,
  action: entry.action,
  actor: { storeId: entry.actorStoreId, id: entry.actorId, name: entry.actorName },
  onBehalfOfId: entry.onBehalfOfId,
  source: entry.source,
  object: { kind: entry.objectKind, id: entry.objectId, name: entry.objectName },
  operation: entry.operation,
  attribute: entry.attribute,
  old: entry.oldValue,
  new: entry.newValue,
  valueName: entry.valueName,
  hidden: entry.hidden,
  hash: entry.hash,
  previousHash: entry.previousHash,
});

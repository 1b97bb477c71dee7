/** One's own settings: how the pages look and tell the time, in every browser. */
import {
  getPersonalSettings,
  savePersonalSettings,
} from '../../../activities/database/repositories/personal-settings.ts';
import type { Db } from '../../../activities/database/client.ts';
import { listPlaces } from '../../../activities/directory-index/places.ts';
import { seenPlaces } from '../../../activities/directory-index/scope.ts';
import { readableStore } from '../../directory-list.ts';
import { isDryRun, writeAsAsked } from '../../dry-run.ts';
import { readerOf } from '../../group-view.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Query } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { SettingsBody, SettingsView } from '../../schemas/settings.ts';
import { actorOf } from '../../session-actor.ts';
import { settingsView } from '../../session-view.ts';

export function settingsRoutes(app: App, { database: { db } }: RouteDeps): void {
  app.get(
    '/session/settings',
    {
      schema: {
        operationId: 'getSettings',
        tags: ['Sign-in'],
        summary: "One's own settings",
        response: { 200: SettingsView, ...readProblems() },
      },
    },
    async (request) => {
      const { storeId, userId } = actorOf(request);
      return settingsView(await getPersonalSettings(db, { storeId, id: userId }));
    },
  );

  app.put(
    '/session/settings',
    {
      schema: {
        operationId: 'saveSettings',
        tags: ['Sign-in'],
        summary: "Replace one's own settings",
        querystring: Query(DryRun),
        body: SettingsBody,
        response: { 200: SettingsView, ...writeProblems() },
      },
    },
    async (request) => {
      const { storeId, userId } = actorOf(request);
      const settings = { searchPlaceId: null, ...request.body };
      if (settings.timeZone !== null && !isTimeZone(settings.timeZone))
        throw ApiProblem.field('timeZone', 'is no time zone this server knows, such as Europe/Berlin');
      await requirePlace(db, actorOf(request), settings.searchPlaceId);
      await writeAsAsked(db, isDryRun(request), (tx) =>
        savePersonalSettings(tx, { storeId, id: userId }, settings),
      );
      return settingsView(settings);
    },
  );
}

/**
 * One that went after it was chosen is no reason to refuse the other settings.
 * @throws ApiProblem `value.invalid`
 */
async function requirePlace(
  db: Db,
  actor: ReturnType<typeof actorOf>,
  searchPlaceId: string | null,
): Promise<void> {
  const { storeId, userId } = actor;
  if (searchPlaceId === null) return;
  const { searchPlaceId: before } = await getPersonalSettings(db, { storeId, id: userId });
  if (searchPlaceId === before) return;
  const store = await readableStore(db, actor, storeId);
  const places = seenPlaces(readerOf(actor, storeId), await listPlaces(db, store));
  if (![...places].some(({ id }) => id === searchPlaceId))
    throw ApiProblem.field('searchPlaceId', `is no place in ${store.name}; choose one of its places or none`);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

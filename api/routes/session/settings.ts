/** One's own settings: how the pages look and tell the time, in every browser. */
import {
  getPersonalSettings,
  savePersonalSettings,
} from '../../../activities/database/repositories/personal-settings.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
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
        body: SettingsBody,
        response: { 200: SettingsView, ...writeProblems() },
      },
    },
    async (request) => {
      const { storeId, userId } = actorOf(request);
      const settings = request.body;
      if (settings.timeZone !== null && !isTimeZone(settings.timeZone))
        throw ApiProblem.field('timeZone', 'is no time zone this server knows, such as Europe/Berlin');
      await savePersonalSettings(db, { storeId, id: userId }, settings);
      return settingsView(settings);
    },
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

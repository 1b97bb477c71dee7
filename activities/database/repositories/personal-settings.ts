/** Personal settings, by store and person. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import {
  defaultSettings,
  type Language,
  type PersonalSettings,
} from '../../../workflows/contracts/personal-settings.ts';
import type { Db } from '../client.ts';
import { personalSettings } from '../schema/people.ts';
import type { Person } from './requests.ts';

/** A person's settings, with the defaults for what they have not chosen. */
export async function getPersonalSettings(db: Db, person: Person): Promise<PersonalSettings> {
  const [row] = await db
    .select()
    .from(personalSettings)
    .where(and(eq(personalSettings.storeId, person.storeId), eq(personalSettings.userId, person.id)));
  return {
    language: row?.language ?? defaultSettings.language,
    timeZone: row?.timeZone ?? defaultSettings.timeZone,
    theme: row?.theme ?? defaultSettings.theme,
    pageSize: row?.pageSize ?? defaultSettings.pageSize,
    searchPlaceId: row?.searchPlaceId ?? defaultSettings.searchPlaceId,
  };
}

/** Replaces all of a person's settings. */
export async function savePersonalSettings(
  db: Db,
  person: Person,
  settings: PersonalSettings,
): Promise<void> {
  await db
    .insert(personalSettings)
    .values({ storeId: person.storeId, userId: person.id, ...settings })
    .onConflictDoUpdate({
      target: [personalSettings.storeId, personalSettings.userId],
      set: { ...settings, updatedAt: sql`now()` },
    });
}

/** The languages people have chosen; @returns by person, the default where they have not */
export async function languagesOf(
  db: Db,
  people: readonly Person[],
): Promise<(person: Person | null) => Language> {
  if (people.length === 0) return () => defaultSettings.language;
  const rows = await db
    .select({
      storeId: personalSettings.storeId,
      userId: personalSettings.userId,
      language: personalSettings.language,
    })
    .from(personalSettings)
    .where(
      inArray(
        personalSettings.userId,
        people.map(({ id }) => id),
      ),
    );
  return (person) =>
    rows.find((row) => row.storeId === person?.storeId && row.userId === person.id)?.language ??
    defaultSettings.language;
}

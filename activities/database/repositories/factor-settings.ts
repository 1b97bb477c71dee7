/** Which factors a store offers, and whether people must enrol. */
import { and, eq, sql } from 'drizzle-orm';
import type { FactorKind } from '../../../workflows/contracts/factors.ts';
import type { Db } from '../client.ts';
import { firstAdministrators, storeFactorSettings } from '../schema/factors.ts';
import type { Person } from './requests.ts';

export interface FactorSettings {
  readonly enrolmentEnabled: boolean;
  readonly factors: readonly FactorKind[];
  /** Null for the pool of the installation. */
  readonly questions: readonly string[] | null;
  /** 0 while nothing is set. */
  readonly version: number;
}

const unset: FactorSettings = { enrolmentEnabled: false, factors: [], questions: null, version: 0 };

export async function getFactorSettings(db: Db, storeId: string): Promise<FactorSettings> {
  const [row] = await db.select().from(storeFactorSettings).where(eq(storeFactorSettings.storeId, storeId));
  return row ?? unset;
}

/** Of a new store: it offers no factor yet, and these questions of its own. */
export async function insertFactorSettings(
  db: Db,
  storeId: string,
  questions: readonly string[],
): Promise<void> {
  await db.insert(storeFactorSettings).values({ storeId, questions });
}

/**
 * @param version the one the caller has seen; null for any
 * @returns null when the settings have another version by now
 */
export async function putFactorSettings(
  db: Db,
  storeId: string,
  settings: Omit<FactorSettings, 'version'>,
  version: number | null,
): Promise<FactorSettings | null> {
  const { enrolmentEnabled, factors, questions } = settings;
  if (version === 0) {
    const [row] = await db
      .insert(storeFactorSettings)
      .values({ storeId, enrolmentEnabled, factors, questions })
      .onConflictDoNothing()
      .returning();
    return row ?? null;
  }
  const [row] = await db
    .insert(storeFactorSettings)
    .values({ storeId, enrolmentEnabled, factors, questions })
    .onConflictDoUpdate({
      target: storeFactorSettings.storeId,
      set: {
        enrolmentEnabled,
        factors,
        questions,
        version: sql`${storeFactorSettings.version} + 1`,
        updatedAt: sql`now()`,
      },
      ...(version === null ? {} : { setWhere: eq(storeFactorSettings.version, version) }),
    })
    .returning();
  return row ?? null;
}

/** Notes whom set-up made administrator. */
export async function insertFirstAdministrator(db: Db, { storeId, id }: Person): Promise<void> {
  await db.insert(firstAdministrators).values({ storeId, userId: id }).onConflictDoNothing();
}

export async function isFirstAdministrator(db: Db, { storeId, id }: Person): Promise<boolean> {
  const mine = and(eq(firstAdministrators.storeId, storeId), eq(firstAdministrators.userId, id));
  return (await db.$count(firstAdministrators, mine)) > 0;
}

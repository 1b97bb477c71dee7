/** Approval workflows of a store, and what it decides for all of them. */
import { and, asc, eq, sql } from 'drizzle-orm';
import {
  type ApprovalSettings,
  defaultApprovalSettings,
  systemRules,
  systemWorkflows,
} from '../../../workflows/contracts/approvals.ts';
import type { Db, Transaction } from '../client.ts';
import { approvalSettings, workflowDefinitions } from '../schema/approval-workflows.ts';
import { identityStores } from '../schema/stores.ts';

export type WorkflowDefinition = typeof workflowDefinitions.$inferSelect;
export type NewDefinition = typeof workflowDefinitions.$inferInsert;
export type DefinitionChange = Partial<
  Omit<NewDefinition, 'id' | 'storeId' | 'system' | 'version' | 'createdAt' | 'updatedAt'>
>;

/** Those that administrators made first, by name. */
export async function listDefinitions(db: Db, storeId: string): Promise<WorkflowDefinition[]> {
  return db
    .select()
    .from(workflowDefinitions)
    .where(eq(workflowDefinitions.storeId, storeId))
    .orderBy(sql`${workflowDefinitions.system} is not null`, asc(sql`lower(${workflowDefinitions.name})`));
}

export async function getDefinition(db: Db, storeId: string, id: string): Promise<WorkflowDefinition | null> {
  const [row] = await db
    .select()
    .from(workflowDefinitions)
    .where(and(eq(workflowDefinitions.storeId, storeId), eq(workflowDefinitions.id, id)));
  return row ?? null;
}

/** Those whose mails lead to a portal, with the names of their stores. */
export async function listDefinitionsOfPortal(
  db: Db,
  portalId: string,
): Promise<readonly { readonly name: string; readonly storeId: string; readonly storeName: string }[]> {
  return db
    .select({ name: workflowDefinitions.name, storeId: identityStores.id, storeName: identityStores.name })
    .from(workflowDefinitions)
    .innerJoin(identityStores, eq(identityStores.id, workflowDefinitions.storeId))
    .where(eq(workflowDefinitions.portalId, portalId))
    .orderBy(asc(sql`lower(${workflowDefinitions.name})`));
}

export async function insertDefinition(db: Db, definition: NewDefinition): Promise<WorkflowDefinition> {
  const [row] = await db.insert(workflowDefinitions).values(definition).returning();
  if (row === undefined) throw new Error('The workflow was not stored.');
  return row;
}

/** The eight that every store has, as they begin (access-and-approvals W6). */
export async function insertSystemDefinitions(db: Db, storeId: string): Promise<void> {
  await db
    .insert(workflowDefinitions)
    .values(
      systemWorkflows.map((system) => {
        const { name, object, approvers, enabled } = systemRules[system];
        return { storeId, system, name, objects: [object], event: 'edit' as const, approvers, enabled };
      }),
    )
    .onConflictDoNothing();
}

/**
 * Changes a workflow; null when somebody else changed it first.
 * @param version the one the caller has seen; null for any
 */
export async function updateDefinition(
  db: Db,
  id: string,
  version: number | null,
  values: DefinitionChange,
): Promise<WorkflowDefinition | null> {
  const [row] = await db
    .update(workflowDefinitions)
    .set({ ...values, version: sql`${workflowDefinitions.version} + 1`, updatedAt: sql`now()` })
    .where(
      and(
        eq(workflowDefinitions.id, id),
        version === null ? undefined : eq(workflowDefinitions.version, version),
      ),
    )
    .returning();
  return row ?? null;
}

export async function deleteDefinition(db: Db, id: string): Promise<void> {
  await db.delete(workflowDefinitions).where(eq(workflowDefinitions.id, id));
}

/** Changes of a store's workflows wait for one another: two at once must not make two for one creation (W1). */
export async function lockDefinitions(tx: Transaction, storeId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`muster/workflows/${storeId}`}::text, 0))`,
  );
}

export interface StoredSettings extends ApprovalSettings {
  /** 0 while nobody has set anything. */
  readonly version: number;
}

export async function getApprovalSettings(db: Db, storeId: string): Promise<StoredSettings> {
  const [row] = await db.select().from(approvalSettings).where(eq(approvalSettings.storeId, storeId));
  return row ?? { ...defaultApprovalSettings, version: 0 };
}

/**
 * @param version the one the caller has seen; null for any
 * @returns null when the settings have another version by now
 */
export async function putApprovalSettings(
  db: Db,
  storeId: string,
  settings: ApprovalSettings,
  version: number | null,
): Promise<StoredSettings | null> {
  const [row] = await db
    .insert(approvalSettings)
    .values({ storeId, ...settings })
    .onConflictDoUpdate({
      target: approvalSettings.storeId,
      set: { ...settings, version: sql`${approvalSettings.version} + 1`, updatedAt: sql`now()` },
      ...(version === null ? {} : { setWhere: eq(approvalSettings.version, version) }),
    })
    .returning();
  return row ?? null;
}

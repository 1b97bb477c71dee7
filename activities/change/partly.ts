/**
 * A write that the directory refused halfway: what it took is ours and is to be recorded, the rest is
 * not. Providers write one object in several steps where the directory has no single one for it
 * (values and a new name in Active Directory, members by twenties in Entra ID).
 */
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import type { PlannedChange } from '../../workflows/contracts/plan.ts';
import type { RequestArgs } from '../../workflows/contracts/ports.ts';
import { getChangeSet, journalDone, readJournal } from '../database/repositories/change-sets.ts';
import { databaseTime } from '../database/time.ts';
import type { Provider } from '../providers/contract.ts';
import type { ChangeDeps } from './context.ts';
import { ownAttributes } from './draft.ts';
import { type Held, heldValues, isHeld } from './drift.ts';
import { valuesOf } from './group.ts';

/** Marks in the journal what was written by the last, refused step. Harmless to repeat. */
export async function notePartlyWritten(
  { db, providers }: ChangeDeps,
  { requestId, storeId }: RequestArgs & { readonly storeId: string },
): Promise<void> {
  const [set, journal] = await Promise.all([getChangeSet(db, requestId), readJournal(db, requestId)]);
  const provider = await providers.open(storeId);
  for (const row of journal.filter(({ doneAt }) => doneAt === null)) {
    const change = set?.changes[row.position];
    if (change?.operation !== 'update' || change.storeId !== storeId || change.objectId === null) continue;
    const attributes = (change.delta ?? []).map(({ attribute }) => attribute);
    const ref = { kind: change.kind, id: change.objectId };
    const readAt = await databaseTime(db);
    const [[object], [written]] = await Promise.all([provider.read([ref]), provider.read([ref], attributes)]);
    if (object === undefined || written === undefined) continue;
    const held = await heldNow(provider, written, change);
    const wanted = (set?.items ?? []).flatMap(({ change: of, attribute, operation, ...item }) =>
      of === row.position && attribute !== null && attribute !== ownAttributes.memberUntil
        ? [{ attribute, value: (operation === 'removeValue' ? item.old : item.new) ?? '' }]
        : [],
    );
    const refused = wanted.filter(({ attribute, value }) => !isHeld(held, attribute, value));
    const isOurs = held.some(({ attribute, value }) => !isHeld(row.alreadyHeld, attribute, value));
    if (isOurs) await journalDone(db, requestId, row.position, object.id, { object, readAt }, refused);
  }
}

async function heldNow(provider: Provider, object: DirectoryObject, change: PlannedChange): Promise<Held[]> {
  const held: Held[] = [];
  for (const part of change.delta ?? []) {
    if (part.op === 'values') held.push(...(await heldValues(provider, object, part)));
    else if ((valuesOf(object, part.attribute)[0] ?? null) === part.new) {
      held.push({ attribute: part.attribute, value: part.new ?? '' });
    }
  }
  return held;
}

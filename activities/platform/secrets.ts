/** A store's secrets: encrypted at rest, opened only where a directory or mail server is spoken to. */
import type { Db } from '../database/client.ts';
import { listSecrets, listSecretsOfOtherKeys, putSecret } from '../database/repositories/stores.ts';
import type { KeyRing } from './keyring.ts';

const contextOf = (storeId: string, name: string) => `${storeId}/${name}`;

export async function saveSecret(
  db: Db,
  keyRing: KeyRing,
  storeId: string,
  name: string,
  value: string,
): Promise<void> {
  const sealed = keyRing.seal('secret', Buffer.from(value, 'utf8'), contextOf(storeId, name));
  await putSecret(db, { storeId, name, ...sealed });
}

/** All secrets of a store in clear, by name. Never logged, never sent back. */
export async function readSecrets(
  db: Db,
  keyRing: KeyRing,
  storeId: string,
): Promise<Record<string, string>> {
  const rows = await listSecrets(db, storeId);
  return Object.fromEntries(
    rows.map((row) => [
      row.name,
      keyRing.unseal('secret', row, contextOf(storeId, row.name)).toString('utf8'),
    ]),
  );
}

/** Encrypts again, with the active key, what an older key encrypted. @returns how many */
export async function rotateSecrets(db: Db, keyRing: KeyRing): Promise<number> {
  const rows = await listSecretsOfOtherKeys(db, keyRing.activeKeyId);
  for (const row of rows) {
    const plain = keyRing.unseal('secret', row, contextOf(row.storeId, row.name));
    await saveSecret(db, keyRing, row.storeId, row.name, plain.toString('utf8'));
  }
  return rows.length;
}

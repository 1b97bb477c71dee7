/**
 * The key ring: AES-256-GCM with keys kept outside the database, one derived key per purpose
 * (HKDF, RFC 5869), so that a value sealed for one use opens for no other.
 *
 * The newest key encrypts; all decrypt. Rotation adds a key; `muster keys rotate` re-encrypts what
 * is stored, and an old key may be dropped once nothing names it any more.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export type KeyPurpose = 'payload' | 'secret' | 'session';

export interface Sealed {
  readonly keyId: string;
  /** Nonce (12 bytes), tag (16 bytes), ciphertext. */
  readonly ciphertext: Buffer;
}

interface KeyRecord {
  readonly id: string;
  readonly createdAt: string;
  /** 32 bytes, base64. */
  readonly key: string;
}

const nonceLength = 12;
const tagLength = 16;

export class KeyRing {
  /** Newest last. */
  private readonly derived = new Map<string, Buffer>();
  private readonly keys: ReadonlyMap<string, Buffer>;
  readonly activeKeyId: string;

  constructor(records: readonly KeyRecord[]) {
    const newest = records.at(-1);
    if (newest === undefined) throw new Error('The key ring is empty.');
    this.activeKeyId = newest.id;
    this.keys = new Map(
      records.map((record) => {
        const key = Buffer.from(record.key, 'base64');
        if (key.length !== 32) throw new Error(`Key ${record.id} of the key ring is not 32 bytes long.`);
        return [record.id, key];
      }),
    );
  }

  /** Encrypts with the active key; `context` (an id, say) must be given again to open it. */
  seal(purpose: KeyPurpose, plain: Uint8Array, context = ''): Sealed {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(this.activeKeyId, purpose), nonce);
    cipher.setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return { keyId: this.activeKeyId, ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
  }

  /** @throws when the key is unknown, the context differs or a byte was changed. */
  unseal(purpose: KeyPurpose, sealed: Sealed, context = ''): Buffer {
    const { ciphertext } = sealed;
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.keyFor(sealed.keyId, purpose),
      ciphertext.subarray(0, nonceLength),
      { authTagLength: tagLength },
    );
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(ciphertext.subarray(nonceLength, nonceLength + tagLength));
    return Buffer.concat([decipher.update(ciphertext.subarray(nonceLength + tagLength)), decipher.final()]);
  }

  /** Keying material for signing cookies: all keys, newest first, as hex. */
  signingSecrets(): string[] {
    return [...this.keys.keys()].reverse().map((id) => this.keyFor(id, 'session').toString('hex'));
  }

  private keyFor(keyId: string, purpose: KeyPurpose): Buffer {
    const name = `${keyId}/${purpose}`;
    let key = this.derived.get(name);
    if (key === undefined) {
      const root = this.keys.get(keyId);
      if (root === undefined)
        throw new Error(`The key ring has no key ${keyId}; restore it from the backup of keys.json.`);
      key = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `muster/${purpose}`, 32));
      this.derived.set(name, key);
    }
    return key;
  }
}

/** @throws when the file is missing or malformed; the message names the fix. */
export async function loadKeyRing(file: string): Promise<KeyRing> {
  return new KeyRing(await readRecords(file));
}

/** Makes the key file if there is none. Safe to call from several processes at once. */
export async function ensureKeyFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  let handle;
  try {
    handle = await open(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  try {
    await handle.writeFile(JSON.stringify({ keys: [newRecord()] }, null, 2));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Adds a key, which encrypts from the next start of each process on. */
export async function addKey(file: string): Promise<string> {
  const record = newRecord();
  const records = [...(await readRecords(file)), record];
  const fresh = `${file}.new`;
  await writeFile(fresh, JSON.stringify({ keys: records }, null, 2), { mode: 0o600, flush: true });
  await chmod(fresh, 0o600);
  await rename(fresh, file);
  return record.id;
}

const newRecord = (): KeyRecord => ({
  id: randomBytes(6).toString('hex'),
  createdAt: new Date().toISOString(),
  key: randomBytes(32).toString('base64'),
});

async function readRecords(file: string): Promise<readonly KeyRecord[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error(
      `The key ring ${file} cannot be read. Without it no secret opens: restore it from its backup.`,
      { cause },
    );
  }
  const parsed = JSON.parse(text) as { keys?: KeyRecord[] };
  if (!Array.isArray(parsed.keys)) throw new Error(`${file} is not a key ring: it has no list "keys".`);
  return parsed.keys;
}

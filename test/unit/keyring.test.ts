import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addKey,
  ensureKeyFile,
  type KeyPurpose,
  KeyRing,
  loadKeyRing,
} from '../../activities/platform/keyring.ts';

const purposes: readonly KeyPurpose[] = ['payload', 'secret', 'session'];
const record = (id: string) => ({
  id,
  createdAt: '2026-01-01T00:00:00Z',
  key: randomBytes(32).toString('base64'),
});

describe('the key ring', () => {
  const ring = new KeyRing([record('old'), record('new')]);

  it('opens what it sealed, for every purpose, context and content', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...purposes),
        fc.uint8Array({ maxLength: 500 }),
        fc.string(),
        (purpose, plain, context) => {
          const sealed = ring.seal(purpose, plain, context);
          expect(ring.unseal(purpose, sealed, context)).toEqual(Buffer.from(plain));
        },
      ),
    );
  });

  it('never seals alike twice, and shows nothing of the content', () => {
    const plain = Buffer.from('correct horse battery staple');
    const [one, two] = [ring.seal('secret', plain), ring.seal('secret', plain)];
    expect(one.ciphertext.equals(two.ciphertext)).toBe(false);
    expect(one.ciphertext.includes('horse')).toBe(false);
    expect(one.ciphertext).toHaveLength(12 + 16 + plain.length);
  });

  it('opens nothing under another purpose or context', () => {
    const sealed = ring.seal('secret', Buffer.from('s'), 'store-1');
    for (const purpose of purposes.filter((other) => other !== 'secret'))
      expect(() => ring.unseal(purpose, sealed, 'store-1'), purpose).toThrow();
    expect(() => ring.unseal('secret', sealed, 'store-2')).toThrow();
    expect(() => ring.unseal('secret', sealed)).toThrow();
  });

  it('refuses a change in any byte, and a shortened value', () => {
    const { keyId, ciphertext } = ring.seal('payload', Buffer.from('content'));
    for (let index = 0; index < ciphertext.length; index += 1) {
      const changed = Buffer.from(ciphertext);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => ring.unseal('payload', { keyId, ciphertext: changed }), `byte ${index}`).toThrow();
    }
    for (const length of [0, 5, 12, 20, 28, ciphertext.length - 1])
      expect(() => ring.unseal('payload', { keyId, ciphertext: ciphertext.subarray(0, length) })).toThrow();
  });

  it('seals with the newest key and opens with each it has', () => {
    const [first, second] = [record('a'), record('b')];
    const before = new KeyRing([first]).seal('secret', Buffer.from('kept'));
    const rotated = new KeyRing([first, second]);
    expect(rotated.seal('secret', Buffer.from('x')).keyId).toBe('b');
    expect(rotated.unseal('secret', before).toString()).toBe('kept');
    expect(() => new KeyRing([second]).unseal('secret', before)).toThrow(/has no key a; restore it/);
  });

  it('signs cookies with the newest key first and accepts the older', () => {
    const [first, second] = [record('a'), record('b')];
    const before = new KeyRing([first]).signingSecrets();
    const after = new KeyRing([first, second]).signingSecrets();
    expect(after).toHaveLength(2);
    expect(after[1]).toBe(before[0]);
    expect(after[0]).not.toBe(after[1]);
  });

  it('refuses an empty ring and a key of another length', () => {
    expect(() => new KeyRing([])).toThrow('empty');
    const short = { ...record('k'), key: randomBytes(16).toString('base64') };
    expect(() => new KeyRing([short]).seal('secret', Buffer.from('x'))).toThrow('not 32 bytes');
  });
});

describe('the key file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-keys-'));
    file = join(folder, 'deep', 'keys.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made once, also by several processes at once, for its owner only', async () => {
    await Promise.all(Array.from({ length: 8 }, () => ensureKeyFile(file)));
    const first = await readFile(file, 'utf8');
    await ensureKeyFile(file);
    expect(await readFile(file, 'utf8')).toBe(first);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('a new key seals from the next load on; what was sealed still opens', async () => {
    await ensureKeyFile(file);
    const sealed = (await loadKeyRing(file)).seal('secret', Buffer.from('kept'));
    await chmod(file, 0o644);
    const id = await addKey(file);
    const ring = await loadKeyRing(file);
    expect(ring.activeKeyId).toBe(id);
    expect(id).not.toBe(sealed.keyId);
    expect(ring.unseal('secret', sealed).toString()).toBe('kept');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('a missing or malformed file is named, with what to do', async () => {
    await expect(loadKeyRing(file)).rejects.toThrow(`${file} cannot be read`);
    await ensureKeyFile(file);
    await writeFile(file, '{"other": true}');
    await expect(loadKeyRing(file)).rejects.toThrow('is not a key ring');
    await writeFile(file, 'no json');
    await expect(loadKeyRing(file)).rejects.toThrow();
  });
});

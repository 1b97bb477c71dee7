import { execFile } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseKeyFile } from '../../activities/providers/google-workspace/settings.ts';

const account = 'muster@project.iam.gserviceaccount.test';

describe('the key of a service account', () => {
  let folder: string;
  let pem: string;
  let p12: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-p12-'));
    pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }) as string;
    const file = (name: string): string => join(folder, name);
    await writeFile(file('key.pem'), pem, { mode: 0o600 });
    const openssl = (...words: readonly string[]) => promisify(execFile)('openssl', words);
    await openssl(
      'req',
      '-x509',
      '-key',
      file('key.pem'),
      '-days',
      '2',
      '-subj',
      '/CN=1234567890',
      '-out',
      file('cert.pem'),
    );
    // As the console makes them: this password, whatever the account.
    await openssl(
      'pkcs12',
      '-export',
      '-inkey',
      file('key.pem'),
      '-in',
      file('cert.pem'),
      '-out',
      file('key.p12'),
      '-passout',
      'pass:notasecret',
    );
    p12 = (await readFile(file('key.p12'))).toString('base64');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const publicOf = (key: string): string =>
    createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'pem' }) as string;
  const problem = (...given: Parameters<typeof parseKeyFile>): string => {
    const found = parseKeyFile(...given);
    return 'problem' in found ? found.problem : '';
  };

  test('comes as P12 beside the address of the account, or as JSON that names it', () => {
    const found = parseKeyFile(p12, account);
    if ('problem' in found) throw new Error(found.problem);
    expect(found).toMatchObject({ clientEmail: account, tokenUri: 'https://oauth2.googleapis.com/token' });
    expect(publicOf(found.privateKey)).toBe(publicOf(pem));
    const json = JSON.stringify({ type: 'service_account', client_email: account, private_key: pem });
    expect(parseKeyFile(json, undefined)).toMatchObject({ clientEmail: account, privateKey: pem });
    expect(parseKeyFile(json, account.toUpperCase())).toMatchObject({ clientEmail: account });
  });

  test('says what is wrong with it', () => {
    expect(problem(p12, undefined)).toContain('address of the service account');
    expect(problem(Buffer.from('no P12 at all').toString('base64'), account)).toContain('cannot be read');
    expect(problem(p12.slice(0, 400), account)).toContain('cannot be read');
    const json = JSON.stringify({ type: 'service_account', client_email: account, private_key: pem });
    expect(problem(json, 'other@project.iam.gserviceaccount.test')).toContain('not of other@');
    expect(problem('<xml/>', undefined)).toContain('neither JSON nor P12');
  });
});

/** What 389 Directory Server does otherwise than OpenLDAP, beside the contract that both keep. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ldap } from '../../activities/providers/ldap/manifest.ts';
import type { LdapProvider } from '../../activities/providers/ldap/provider.ts';
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import {
  directoryServer389Missing,
  type LdapServer,
  startDirectoryServer389,
} from '../support/directory-server-389.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const title = directoryServer389Missing === undefined ? '' : ` (${directoryServer389Missing})`;
const [first, second] = ['First-password-1', 'Second-password-2'];

describe.skipIf(directoryServer389Missing !== undefined)(`389 Directory Server${title}`, () => {
  let server: LdapServer;
  let provider: LdapProvider;

  beforeAll(async () => {
    server = await startDirectoryServer389();
    provider = ldap.connect(
      {
        servers: [{ host: server.host, address: server.address, port: server.port }],
        serviceAccount: server.serviceAccount,
        caCertificate: server.caPem,
        baseDns: [server.baseDn],
      },
      { storeId: 'three-eight-nine', secrets: { password: server.servicePassword }, log: quiet },
    );
  }, 60_000);

  afterAll(async () => {
    await provider[Symbol.asyncDispose]();
    await server.dispose();
  });

  const person = async (uid: string): Promise<DirectoryObject> => {
    const attributes = { uid: [uid], cn: [uid], sn: ['Person'] };
    const user = { kind: 'user', container: server.baseDn, attributes } as const;
    const made = await provider.create(user, await provider.prepareCreate(user));
    await provider.setPassword(made, first, { mustChange: false });
    await provider.setEnabled(made, true);
    return made;
  };
  const policy = (mustChange: 'on' | 'off'): Promise<void> =>
    server.ldapmodify(
      `dn: cn=config\nchangetype: modify\nreplace: passwordMustChange\npasswordMustChange: ${mustChange}\n`,
    );

  test('a lock-out after wrong passwords is told to nobody who has only a password to show [access-and-approvals A4]', async () => {
    const made = await person('locked.out');
    for (let guess = 0; guess < 4; guess += 1) await provider.authenticate(made.name, `wrong-${guess}`);
    for (const typed of [first, 'not the password'])
      expect(await provider.authenticate(made.name, typed)).toEqual({ ok: false, failure: 'wrong' });
    expect(await provider.accountState(made)).toBe('locked');
  });

  test('where no policy asks for new passwords, a reset that should is refused and sets nothing [users-and-search U4.3]', async () => {
    const made = await person('not.asked');
    await policy('off');
    await expect(provider.setPassword(made, second, { mustChange: true })).rejects.toMatchObject({
      code: 'operation.unsupported',
      message: expect.stringContaining('passwordMustChange') as unknown,
    });
    expect(await provider.authenticate(made.name, first)).toMatchObject({ ok: true });
    await policy('on');
    await provider.setPassword(made, second, { mustChange: true });
    expect(await provider.authenticate(made.name, second)).toEqual({ ok: false, failure: 'mustChange' });
  });

  test('a service account that must change its password is told from a wrong one [stores-and-links S2]', async () => {
    await server.ldapmodify(
      `dn: cn=fresh,${server.baseDn}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: fresh\nuserPassword: Fresh-account-1\n`,
    );
    await using fresh = ldap.connect(
      {
        servers: [{ host: server.host, address: server.address, port: server.port }],
        serviceAccount: `cn=fresh,${server.baseDn}`,
        caCertificate: server.caPem,
        baseDns: [server.baseDn],
      },
      { storeId: 'fresh', secrets: { password: 'Fresh-account-1' }, log: quiet },
    );
    expect(await fresh.check()).toMatchObject({
      ok: false,
      failure: 'credentials',
      message: expect.stringContaining('must change its password') as unknown,
    });
  });
});

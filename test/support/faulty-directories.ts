/** Directories of four kinds that can be told to do wrong, each in its own way. */
import { randomBytes } from 'node:crypto';
import type { NewStore } from '../../activities/database/repositories/stores.ts';
import type { Certificate, CertificateAuthority } from './certificates.ts';
import { keyFileSecret } from '../../activities/providers/google-workspace/settings.ts';
import { startGoogle } from './google/emulator.ts';
import { GraphEmulator } from './graph/emulator.ts';
import { entraSettings } from './graph/entra.ts';
import { type LdapFront, startLdapFront } from './ldap-front.ts';
import { startSamba } from './samba.ts';
import { startSlapd } from './slapd.ts';

export const faultNames = [
  'half a page, then nothing',
  'an empty answer',
  'refused credentials',
  'an expired certificate',
  'a forgotten place in the changes',
] as const;
export type FaultName = (typeof faultNames)[number];

export interface FaultyDirectory extends AsyncDisposable {
  readonly kind: NewStore['kind'];
  readonly settings: object;
  readonly secrets: Readonly<Record<string, string>>;
  /** The attribute that `describeSomebody` changes. */
  readonly describedBy: string;
  /** @returns what stands for a forgotten place in the changes, where Muster's side of it must differ; else null */
  begin(fault: FaultName): Promise<string | null>;
  end(): Promise<void>;
  /** Changes a person by the directory's own means. */
  describeSomebody(text: string): Promise<void>;
}

const people = 30;
const always = 100_000;
const forgotten = 'a forgotten place in the changes' satisfies FaultName;
const names = Array.from({ length: people }, (_, index) => `person${index}`);

interface Behind {
  readonly front: LdapFront;
  readonly good: Certificate;
  readonly expired: Certificate;
}

async function behindFront(
  upstream: { address: string; port: number; host: string; caPem: string },
  authority: CertificateAuthority,
): Promise<Behind> {
  const [good, expired] = await Promise.all([
    authority.issue([upstream.host]),
    authority.issue([upstream.host], { days: -1 }),
  ]);
  return { front: await startLdapFront({ upstream, certificate: good }), good, expired };
}

function beginLdap({ front, expired }: Behind, fault: FaultName): void {
  if (fault === 'half a page, then nothing')
    front.plan('list', { kind: 'reset', afterEntries: people / 2 }, always);
  if (fault === 'an empty answer') front.plan('list', { kind: 'empty' }, always);
  if (fault === 'refused credentials') front.plan('bind', { kind: 'answer', status: 49 }, always);
  if (fault === 'an expired certificate') front.certificate = expired;
  // What is connected already would notice nothing.
  if (fault === 'refused credentials' || fault === 'an expired certificate') front.dropAll('close');
}

function endLdap({ front, good }: Behind): void {
  front.reset();
  front.certificate = good;
}

export async function openLdapDirectory(): Promise<FaultyDirectory> {
  const slapd = await startSlapd();
  const behind = await behindFront(slapd, slapd.authority);
  const container = await slapd.seedContainer('People');
  const dnOf = (name: string) => `uid=${name},${container}`;
  await slapd.ldapmodify(
    names
      .map((name) => `dn: ${dnOf(name)}\nobjectClass: inetOrgPerson\nuid: ${name}\ncn: ${name}\nsn: x\n`)
      .join('\n'),
  );
  return {
    kind: 'ldap',
    settings: {
      servers: [{ host: slapd.host, address: behind.front.address, port: behind.front.port }],
      serviceAccount: slapd.serviceAccount,
      caCertificate: slapd.caPem,
      baseDns: [slapd.baseDn],
    },
    secrets: { password: slapd.servicePassword },
    describedBy: 'description',
    begin(fault) {
      beginLdap(behind, fault);
      // As another directory wrote it: this one keeps no tokens of its own that could expire.
      const other = { directory: 'another', since: '20200101000000Z', seenAtMs: 0 };
      return Promise.resolve(fault === forgotten ? JSON.stringify(other) : null);
    },
    end: () => {
      endLdap(behind);
      return Promise.resolve();
    },
    describeSomebody: (text) =>
      slapd.ldapmodify(
        `dn: ${dnOf('person1')}\nchangetype: modify\nreplace: description\ndescription: ${text}\n`,
      ),
    async [Symbol.asyncDispose]() {
      await behind.front[Symbol.asyncDispose]();
      await slapd.dispose();
    },
  };
}

export async function sambaDirectory(): Promise<FaultyDirectory> {
  const samba = await startSamba();
  const behind = await behindFront(samba, samba.authority);
  const { front } = behind;
  await samba.seedUsers(names.map((name) => ({ name })));
  return {
    kind: 'active-directory',
    settings: {
      domain: samba.domain,
      domainControllers: [{ host: samba.host, address: front.address, port: front.port, priority: 1 }],
      caCertificate: samba.caPem,
      serviceAccount: samba.adminUpn,
    },
    secrets: { password: samba.adminPassword },
    describedBy: 'description',
    begin(fault) {
      beginLdap(behind, fault);
      // The controller's database came back from a backup: its change numbers mean something else now.
      if (fault === forgotten) front.rewrites.set('invocationid', randomBytes(16));
      return Promise.resolve(null);
    },
    end() {
      endLdap(behind);
      return Promise.resolve();
    },
    describeSomebody: async (text) => {
      const dn = `CN=person1,CN=Users,${samba.baseDn}`;
      await samba.ldbModify(`dn: ${dn}\nchangetype: modify\nreplace: description\ndescription: ${text}\n`);
    },
    async [Symbol.asyncDispose]() {
      await front[Symbol.asyncDispose]();
      await samba.dispose();
    },
  };
}

export async function entraDirectory(): Promise<FaultyDirectory> {
  const emulator = await GraphEmulator.start();
  const { tenant, faults } = emulator;
  const [first = ''] = names.map((name) =>
    tenant.add('user', {
      displayName: name,
      userPrincipalName: `${name}@${tenant.domain}`,
      accountEnabled: true,
    }),
  );
  const lists = /^GET \/v1\.0\/(users|groups)\?/u;
  return {
    kind: 'entra-id',
    settings: entraSettings(emulator),
    secrets: { clientSecret: emulator.application.secret },
    describedBy: 'jobTitle',
    async begin(fault) {
      if (fault === 'half a page, then nothing')
        faults.plan(lists, { kind: 'drop', afterBytes: 500 }, { times: always });
      if (fault === 'an empty answer') faults.plan(lists, { kind: 'empty' }, { times: always });
      if (fault === 'refused credentials') {
        emulator.application.secretExpired = true;
        emulator.application.expireTokens();
      }
      if (fault === 'an expired certificate') await emulator.useCertificate(-1);
      if (fault === forgotten) emulator.delta.expireTokens();
      return null;
    },
    async end() {
      emulator.reset();
      emulator.application.secretExpired = false;
      await emulator.useCertificate(30);
    },
    describeSomebody(text) {
      const properties = { ...tenant.latest(first)?.properties, jobTitle: text };
      tenant.change(first, { properties }, ['jobTitle']);
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  };
}

export async function googleDirectory(): Promise<FaultyDirectory> {
  const google = await startGoogle();
  const { directory, faults, tokens } = google;
  // Each request asks for a token first, so that its host is heard at once.
  tokens.expiresInSeconds = 1;
  for (const name of names) {
    const id = directory.newId('user');
    directory.users.set(id, {
      id,
      primaryEmail: `${name}@${directory.domain}`,
      name: { givenName: name, familyName: 'x', fullName: `${name} x` },
      suspended: false,
      orgUnitPath: '/',
      aliases: [],
      creationTime: new Date().toISOString(),
    });
  }
  const lists = /^\/(users|groups|customer\/my_customer\/orgunits)$/u;
  return {
    kind: 'google-workspace',
    settings: {
      adminUsername: google.administrator,
      apiUrl: google.rootUrl,
      caCertificate: google.caPem,
      operationTimeoutMs: 5_000,
    },
    secrets: { [keyFileSecret]: google.keyFile },
    describedBy: 'title',
    async begin(fault) {
      if (fault === 'half a page, then nothing') faults.add('cutAnswer', 'GET', lists, always);
      if (fault === 'an empty answer') faults.add('emptyList', 'GET', lists, always);
      if (fault === 'refused credentials') tokens.refused = true;
      if (fault === 'an expired certificate') await google.useCertificate(-1);
      // It keeps no place in its changes: everything is read each time.
      return null;
    },
    async end() {
      faults.clear();
      tokens.refused = false;
      await google.useCertificate(30);
    },
    describeSomebody(text) {
      const user = directory.user(`person1@${directory.domain}`);
      user['organizations'] = [{ primary: true, title: text }];
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => google[Symbol.asyncDispose](),
  };
}

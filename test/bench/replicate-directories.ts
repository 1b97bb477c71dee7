/** Directories filled for the bench of replication, and how ldapts alone reads them. */
import { Client, type Entry } from 'ldapts';
import { guidFromBytes } from '../../activities/providers/active-directory/identifiers.ts';
import {
  defaultAttributes as activeDirectoryAttributes,
  virtualAttributes,
} from '../../activities/providers/active-directory/vocabulary.ts';
import { defaultAttributes as ldapAttributes } from '../../activities/providers/ldap/vocabulary.ts';
import { storeSettings } from '../support/corp.ts';
import { type LdapFront, startLdapFront } from '../support/ldap-front.ts';
import { startSamba } from '../support/samba.ts';
import { startSlapd } from '../support/slapd.ts';

export interface RawRead {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly memberships: number;
}

export interface BenchDirectory extends AsyncDisposable {
  readonly name: string;
  readonly kind: 'ldap' | 'active-directory';
  readonly front: LdapFront;
  readonly password: string;
  /** Settings of a store that goes there directly, or by the front, which counts. */
  readonly direct: Record<string, unknown>;
  readonly counted: Record<string, unknown>;
  /** Everything Muster replicates of users and groups, members included, by plain paged reads. */
  read(): Promise<RawRead>;
  /** Nine people and one group change, natively. */
  changeTen(): Promise<void>;
}

const inAPage = 500;
const perLdif = 2_000;
/**
 * Of identities from elsewhere, such as S-1-5-11 in CN=Users: five in a new domain. The index keeps them as read-only
 * members, like those by primary group, whom no list names; neither are counted.
 */
const standIn = /,CN=ForeignSecurityPrincipals,/i;
const virtual: ReadonlySet<string> = new Set(Object.values(virtualAttributes));

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const values = (index: number): string[] => [
  `displayName: Person Number ${index}`,
  `description: Works in team ${index % 997}`,
  `mail: user${index}@example.test`,
  `givenName: Person`,
  `sn: Number ${index}`,
  `title: Specialist ${index % 40}`,
  `telephoneNumber: +49 30 ${1_000_000 + index}`,
  `mobile: +49 170 ${1_000_000 + index}`,
];

/** Ten members each, and one group of half of all people. */
const membersOf = (group: number, users: number): number[] =>
  group === 0 ? numbers(Math.floor(users / 2)) : numbers(10).map((index) => (group * 7 + index) % users);

async function inParts(records: readonly string[], add: (ldif: string) => Promise<void>): Promise<void> {
  for (let start = 0; start < records.length; start += perLdif)
    await add(records.slice(start, start + perLdif).join('\n'));
}

export async function openLdapOf(users: number): Promise<BenchDirectory> {
  const slapd = await startSlapd({ refint: false, ppolicy: false, memberOf: false });
  const front = await startLdapFront({
    upstream: slapd,
    certificate: await slapd.authority.issue([slapd.host]),
  });
  const people = await slapd.seedContainer('People');
  const dn = (index: number) => `uid=user${index},${people}`;
  const group = (index: number) => `cn=group${index},${people}`;
  await inParts(
    numbers(users).map((index) =>
      [`dn: ${dn(index)}`, 'objectClass: inetOrgPerson', `uid: user${index}`, `cn: User ${index}`]
        .concat(values(index), '')
        .join('\n'),
    ),
    (ldif) => slapd.ldapmodify(ldif),
  );
  await inParts(
    numbers(users / 10).map((index) =>
      [`dn: ${group(index)}`, 'objectClass: groupOfNames', `cn: group${index}`]
        .concat(
          membersOf(index, users).map((member) => `member: ${dn(member)}`),
          '',
        )
        .join('\n'),
    ),
    (ldif) => slapd.ldapmodify(ldif),
  );
  const describe = (target: string, text: string) =>
    `dn: ${target}\nchangetype: modify\nreplace: description\ndescription: ${text}\n`;
  // A later second than all that was seeded: differences begin with the second they end in.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await slapd.ldapmodify([describe(dn(0), 'newest'), describe(group(1), 'newest')].join('\n'));
  const common = {
    serviceAccount: slapd.serviceAccount,
    caCertificate: slapd.caPem,
    baseDns: [slapd.baseDn],
  };
  const server = (address: string, port: number) => ({
    ...common,
    servers: [{ host: slapd.host, address, port }],
  });
  return {
    name: 'OpenLDAP',
    kind: 'ldap',
    front,
    password: slapd.servicePassword,
    direct: server(slapd.address, slapd.port),
    counted: server(front.address, front.port),
    read: () =>
      readBy(
        `ldaps://${slapd.address}:${slapd.port}`,
        { ca: slapd.caPem, servername: slapd.host },
        { dn: slapd.serviceAccount, password: slapd.servicePassword },
        {
          base: slapd.baseDn,
          id: 'entryUUID',
          user: '(&(objectClass=inetOrgPerson)(uid=*))',
          group: '(objectClass=groupOfNames)',
          attributes: ldapAttributes,
        },
      ),
    async changeTen() {
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const some = numbers(9).map((index) => describe(dn(index + 1), 'changed'));
      const member = `dn: ${group(3)}\nchangetype: modify\nadd: member\nmember: ${dn(users - 1)}\n`;
      await slapd.ldapmodify([...some, member].join('\n'));
    },
    async [Symbol.asyncDispose]() {
      await front[Symbol.asyncDispose]();
      await slapd.dispose();
    },
  };
}

export async function sambaOf(users: number): Promise<BenchDirectory> {
  const samba = await startSamba();
  const front = await startLdapFront({
    upstream: samba,
    certificate: await samba.authority.issue([samba.host]),
  });
  const people = await samba.seedContainer('People');
  const dn = (index: number) => `CN=User ${index},${people}`;
  const group = (index: number) => `CN=group${index},${people}`;
  await inParts(
    numbers(users).map((index) =>
      [`dn: ${dn(index)}`, 'objectClass: user', `sAMAccountName: user${index}`, 'userAccountControl: 514']
        .concat(values(index), '')
        .join('\n'),
    ),
    (ldif) => samba.ldbAdd(ldif),
  );
  await inParts(
    numbers(users / 10).map((index) =>
      [`dn: ${group(index)}`, 'objectClass: group', `sAMAccountName: group${index}`]
        .concat(
          membersOf(index, users).map((member) => `member: ${dn(member)}`),
          '',
        )
        .join('\n'),
    ),
    (ldif) => samba.ldbAdd(ldif),
  );
  const { password, ...direct } = storeSettings(samba);
  return {
    name: 'Samba',
    kind: 'active-directory',
    front,
    password,
    direct,
    counted: {
      ...direct,
      domainControllers: [{ host: samba.host, address: front.address, port: front.port, priority: 1 }],
    },
    read: () =>
      readBy(
        `ldaps://${samba.address}:${samba.port}`,
        { ca: samba.caPem, servername: samba.host },
        { dn: samba.adminUpn, password },
        {
          base: samba.baseDn,
          id: 'objectGUID',
          user: '(sAMAccountType=805306368)',
          group: '(objectClass=group)',
          attributes: {
            user: activeDirectoryAttributes.user,
            // Both fields are read from one attribute.
            group: [...activeDirectoryAttributes.group.filter((name) => !virtual.has(name)), 'groupType'],
          },
        },
      ),
    async changeTen() {
      const some = numbers(9).map(
        (index) => `dn: ${dn(index + 1)}\nchangetype: modify\nreplace: description\ndescription: changed\n`,
      );
      const member = `dn: ${group(3)}\nchangetype: modify\nadd: member\nmember: ${dn(users - 1)}\n`;
      await samba.ldbModify([...some, member].join('\n'));
    },
    async [Symbol.asyncDispose]() {
      await front[Symbol.asyncDispose]();
      await samba.dispose();
    },
  };
}

interface Layout {
  readonly base: string;
  readonly id: string;
  readonly user: string;
  readonly group: string;
  readonly attributes: Readonly<Record<'user' | 'group', readonly string[]>>;
}

async function readBy(
  url: string,
  tlsOptions: { ca: string; servername: string },
  account: { dn: string; password: string },
  { base, id, user, group, attributes }: Layout,
): Promise<RawRead> {
  const client = new Client({ url, tlsOptions });
  await client.bind(account.dn, account.password);
  const idOf = (entry: Entry): string => {
    const value = entry[id];
    return Buffer.isBuffer(value) ? guidFromBytes(value) : String(value);
  };
  const all = async (filter: string, names: readonly string[], take: (entry: Entry) => void) => {
    const options = {
      filter,
      attributes: [...names, id, 'objectClass'],
      explicitBufferAttributes: ['objectGUID'],
      paged: { pageSize: inAPage },
    };
    for await (const page of client.searchPaginated(base, options)) page.searchEntries.forEach(take);
  };
  const users: string[] = [];
  const groups: string[] = [];
  let memberships = 0;
  try {
    await all(user, attributes.user, (entry) => users.push(idOf(entry)));
    await all(group, [...attributes.group, 'member'], (entry) => {
      groups.push(idOf(entry));
      memberships += [entry['member'] ?? []].flat().filter((dn) => !standIn.test(String(dn))).length;
    });
  } finally {
    await client.unbind();
  }
  return { users, groups, memberships };
}

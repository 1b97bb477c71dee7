import { ldap } from '../../activities/providers/ldap/manifest.ts';
import type { LdapSettings } from '../../activities/providers/ldap/settings.ts';
import { createAuthority } from '../support/certificates.ts';
import { directoryServer389Missing, startDirectoryServer389 } from '../support/directory-server-389.ts';
import { freePort } from '../support/ports.ts';
import { slapdMissing, startSlapd } from '../support/slapd.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import { providerContract } from './provider-suite.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

const openLdap = { start: () => startSlapd(), missing: slapdMissing };

/** Both usual classes of groups and both usual names of users, and two products. */
for (const variant of [
  {
    ...openLdap,
    title: 'OpenLDAP (groupOfNames, users by uid)',
    groupClass: 'groupOfNames',
    userRdn: 'uid',
  },
  {
    ...openLdap,
    title: 'OpenLDAP (groupOfUniqueNames, users by cn, StartTLS)',
    groupClass: 'groupOfUniqueNames',
    userRdn: 'cn',
  },
  {
    start: startDirectoryServer389,
    missing: directoryServer389Missing,
    title: '389 Directory Server (groupOfNames, users by uid)',
    groupClass: 'groupOfNames',
    userRdn: 'uid',
  },
] as const) {
  providerContract({
    name: `ldap on ${variant.title}`,
    capabilities: ldap.capabilities,
    kinds: replicatedKinds.ldap,
    skip: variant.missing,
    async start() {
      const server = await variant.start();
      await using stranger = await createAuthority('A stranger');
      const container = await server.seedContainer('Contract');
      const otherContainer = await server.seedContainer('Elsewhere');
      await server.ldapmodify(`dn: cn=laptop7,${server.baseDn}\nobjectClass: device\ncn: laptop7\n`);
      const isStartTls = variant.groupClass === 'groupOfUniqueNames';
      const at = {
        host: server.host,
        address: server.address,
        port: isStartTls ? server.plainPort : server.port,
      };
      const closed = await freePort(server.address);
      const settings: LdapSettings = {
        servers: [at],
        tls: isStartTls ? 'starttls' : 'ldaps',
        serviceAccount: server.serviceAccount,
        caCertificate: server.caPem,
        baseDns: [server.baseDn],
        groupContainer: container,
        groupClass: variant.groupClass,
        userRdn: variant.userRdn,
        groupAuxiliaryClasses: ['groupWithMail'],
        // What the server itself puts where the last member is removed.
        emptyGroupMember: `cn=nobody,${server.baseDn}`,
        connectTimeoutMs: 2000,
      };
      const connect = (changes: Partial<LdapSettings> = {}, password = server.servicePassword) =>
        ldap.connect({ ...settings, ...changes }, { storeId: 'contract', secrets: { password }, log: quiet });
      return {
        provider: connect(),
        container,
        outerContainer: server.baseDn,
        otherContainer,
        // No three letters in a row: 389 refuses a password that shares three with a name, and names here are chance.
        passwords: ['Ab-Cd-Ef-Gh-1', 'Zy-Xw-Vu-Ts-2'],
        loginName: (account) => account,
        userAttributes: { sn: ['Person'] },
        disabledLooksWrong: true,
        computer: 'laptop7',
        lockedAfter: 3,
        broken: [
          {
            what: 'a host that DNS does not know',
            failure: 'dns',
            connect: () => connect({ servers: [{ host: 'ldap.no-such-host.invalid' }] }),
          },
          {
            what: 'a port where nobody listens',
            failure: 'network',
            connect: () => connect({ servers: [{ ...at, port: closed }] }),
          },
          {
            what: 'an authority that did not issue the certificate',
            failure: 'tls',
            connect: () => connect({ caCertificate: stranger.caPem }),
          },
          {
            what: 'another host than the certificate names',
            failure: 'tls',
            connect: () => connect({ servers: [{ ...at, host: 'other.example.test' }] }),
          },
          {
            what: 'a wrong password',
            failure: 'credentials',
            connect: () => connect({}, 'not the password'),
          },
          {
            what: 'an account that is not there',
            failure: 'credentials',
            connect: () => connect({ serviceAccount: `cn=nobody,${server.baseDn}` }),
          },
          {
            what: 'a tree that the server does not hold',
            failure: 'settings',
            connect: () => connect({ baseDns: ['dc=other,dc=test'], groupContainer: 'dc=other,dc=test' }),
          },
          {
            what: 'a base DN that does not exist',
            failure: 'settings',
            connect: () =>
              connect({
                baseDns: [`ou=Nowhere,${server.baseDn}`],
                groupContainer: `ou=Nowhere,${server.baseDn}`,
              }),
          },
          {
            what: 'a class that the schema lacks',
            failure: 'settings',
            connect: () => connect({ groupAuxiliaryClasses: ['noSuchClass'] }),
          },
        ],
        stop: () => server.dispose(),
      };
    },
  });
}

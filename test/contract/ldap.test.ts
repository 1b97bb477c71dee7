import { ldap } from '../../activities/providers/ldap/manifest.ts';
import type { LdapSettings } from '../../activities/providers/ldap/settings.ts';
import { createAuthority } from '../support/certificates.ts';
import { freePort } from '../support/ports.ts';
import { slapdMissing, startSlapd } from '../support/slapd.ts';
import { providerContract } from './provider-suite.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** Both usual classes of groups and both usual names of users. */
for (const variant of [
  { title: 'groupOfNames, users by uid', groupClass: 'groupOfNames', userRdn: 'uid' },
  { title: 'groupOfUniqueNames, users by cn, StartTLS', groupClass: 'groupOfUniqueNames', userRdn: 'cn' },
] as const) {
  providerContract({
    name: `ldap on OpenLDAP (${variant.title})`,
    capabilities: ldap.capabilities,
    skip: slapdMissing,
    async start() {
      const slapd = await startSlapd();
      await using stranger = await createAuthority('A stranger');
      const container = await slapd.seedContainer('Contract');
      const otherContainer = await slapd.seedContainer('Elsewhere');
      const isStartTls = variant.groupClass === 'groupOfUniqueNames';
      const server = {
        host: slapd.host,
        address: slapd.address,
        port: isStartTls ? slapd.plainPort : slapd.port,
      };
      const closed = await freePort(slapd.address);
      const settings: LdapSettings = {
        servers: [server],
        tls: isStartTls ? 'starttls' : 'ldaps',
        serviceAccount: slapd.serviceAccount,
        caCertificate: slapd.caPem,
        baseDns: [slapd.baseDn],
        groupContainer: container,
        groupClass: variant.groupClass,
        userRdn: variant.userRdn,
        groupAuxiliaryClasses: ['groupWithMail'],
        // What the server itself puts where the last member is removed.
        emptyGroupMember: `cn=nobody,${slapd.baseDn}`,
        connectTimeoutMs: 2000,
      };
      const connect = (changes: Partial<LdapSettings> = {}, password = slapd.servicePassword) =>
        ldap.connect({ ...settings, ...changes }, { storeId: 'contract', secrets: { password }, log: quiet });
      return {
        provider: connect(),
        container,
        outerContainer: slapd.baseDn,
        otherContainer,
        passwords: ['First-password-1', 'Second-password-2'],
        loginName: (account) => account,
        userAttributes: { sn: ['Person'] },
        disabledLooksWrong: true,
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
            connect: () => connect({ servers: [{ ...server, port: closed }] }),
          },
          {
            what: 'an authority that did not issue the certificate',
            failure: 'tls',
            connect: () => connect({ caCertificate: stranger.caPem }),
          },
          {
            what: 'another host than the certificate names',
            failure: 'tls',
            connect: () => connect({ servers: [{ ...server, host: 'other.example.test' }] }),
          },
          {
            what: 'a wrong password',
            failure: 'credentials',
            connect: () => connect({}, 'not the password'),
          },
          {
            what: 'an account that is not there',
            failure: 'credentials',
            connect: () => connect({ serviceAccount: `cn=nobody,${slapd.baseDn}` }),
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
                baseDns: [`ou=Nowhere,${slapd.baseDn}`],
                groupContainer: `ou=Nowhere,${slapd.baseDn}`,
              }),
          },
          {
            what: 'a class that the schema lacks',
            failure: 'settings',
            connect: () => connect({ groupAuxiliaryClasses: ['noSuchClass'] }),
          },
        ],
        stop: () => slapd.dispose(),
      };
    },
  });
}

import type { ProviderContext } from '../../activities/providers/contract.ts';
import { activeDirectory } from '../../activities/providers/active-directory/manifest.ts';
import type { ActiveDirectorySettings } from '../../activities/providers/active-directory/settings.ts';
import { createAuthority } from '../support/certificates.ts';
import { sambaMissing, startSamba } from '../support/samba.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import { providerContract } from './provider-suite.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** Two forests that know nothing of each other, side by side. */
const forests = [
  { domain: 'corp.example.test', tls: 'ldaps' },
  { domain: 'branch.example.org', tls: 'starttls' },
] as const;

for (const { domain, tls } of forests)
  providerContract({
    name: `active-directory on Samba (${domain}, ${tls === 'ldaps' ? 'LDAPS' : 'StartTLS'})`,
    capabilities: activeDirectory.capabilities,
    kinds: replicatedKinds['active-directory'],
    skip: sambaMissing,
    async start() {
      const samba = await startSamba({ domain });
      await using stranger = await createAuthority('A stranger');
      const container = await samba.seedContainer('Contract');
      const otherContainer = await samba.seedContainer('Elsewhere');
      await samba.ldbModify(
        `dn: ${samba.baseDn}\nchangetype: modify\nreplace: lockoutThreshold\nlockoutThreshold: 4\n`,
      );
      await samba.tool('computer', 'create', 'laptop7');
      await samba.seedUsers([{ name: 'reader', password: 'Only-reads-7' }]);
      const settings: ActiveDirectorySettings = {
        domain: samba.domain,
        domainControllers: [{ host: samba.host, address: samba.address }],
        tls,
        serviceAccount: samba.adminUpn,
        caCertificate: samba.caPem,
        groupContainer: container,
        connectTimeoutMs: 2000,
      };
      const context = (password: string): ProviderContext => ({
        storeId: 'contract',
        secrets: { password },
        log: quiet,
      });
      const connect = (changes: Partial<ActiveDirectorySettings> = {}, password = samba.adminPassword) =>
        activeDirectory.connect({ ...settings, ...changes }, context(password));
      return {
        provider: connect(),
        container,
        outerContainer: samba.baseDn,
        otherContainer,
        computer: 'laptop7',
        lockedAfter: 4,
        passwords: ['First-password-1', 'Second-password-2'],
        loginName: (account) => `${account}@${samba.domain}`,
        broken: [
          {
            what: 'a host that DNS does not know',
            failure: 'dns',
            connect: () => connect({ domainControllers: [{ host: 'dc1.no-such-host.invalid' }] }),
          },
          {
            what: 'a domain that DNS does not know',
            failure: 'dns',
            connect: () => connect({ domain: 'no-such-domain.invalid', domainControllers: [] }),
          },
          {
            what: 'a port where nobody listens',
            failure: 'network',
            connect: () =>
              connect({ domainControllers: [{ host: samba.host, address: samba.address, port: 6366 }] }),
          },
          {
            what: 'an authority that did not issue the certificate',
            failure: 'tls',
            connect: () => connect({ caCertificate: stranger.caPem }),
          },
          {
            what: 'another host than the certificate names',
            failure: 'tls',
            connect: () =>
              connect({ domainControllers: [{ host: `dc2.${domain}`, address: samba.address }] }),
          },
          {
            what: 'a wrong password',
            failure: 'credentials',
            connect: () => connect({}, 'not the password'),
          },
          {
            what: 'an account that may not create groups',
            failure: 'privilege',
            connect: () => connect({ serviceAccount: `reader@${samba.domain}` }, 'Only-reads-7'),
          },
          {
            what: 'the name of another domain',
            failure: 'settings',
            connect: () => connect({ domain: 'other.example.test' }),
          },
          {
            what: 'a base DN that does not exist',
            failure: 'settings',
            connect: () =>
              connect({
                baseDns: [`OU=Nowhere,${samba.baseDn}`],
                groupContainer: `OU=Nowhere,${samba.baseDn}`,
              }),
          },
        ],
        stop: () => samba.dispose(),
      };
    },
  });

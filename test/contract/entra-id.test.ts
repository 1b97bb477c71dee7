import { entraId } from '../../activities/providers/entra-id/manifest.ts';
import { freePort } from '../support/ports.ts';
import { GraphEmulator } from '../support/graph/emulator.ts';
import { connectEntra } from '../support/graph/entra.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import { providerContract } from './provider-suite.ts';

providerContract({
  name: 'entra-id',
  capabilities: entraId.capabilities,
  kinds: replicatedKinds['entra-id'],
  groupMailIsFixed: true,
  start: async () => {
    const emulator = await GraphEmulator.start();
    const poor = await GraphEmulator.start();
    poor.application.roles = ['User.Read.All', 'Group.Read.All', 'Organization.Read.All'];
    const closed = `https://localhost:${await freePort()}`;
    return {
      provider: connectEntra(emulator),
      container: null,
      otherContainer: null,
      passwords: ['a First long password 1', 'a Second long password 2'],
      loginName: (account) => `${account}@${emulator.tenant.domain}`,
      broken: [
        {
          what: 'a tenant that does not exist',
          failure: 'settings',
          connect: () => connectEntra(emulator, { domain: 'fabrikam.onmicrosoft.com' }),
        },
        {
          what: 'an application that does not exist',
          failure: 'credentials',
          connect: () => connectEntra(emulator, { applicationId: '00000000-0000-4000-8000-000000000001' }),
        },
        {
          what: 'a wrong client secret',
          failure: 'credentials',
          connect: () => connectEntra(emulator, {}, { clientSecret: 'not the secret' }),
        },
        {
          what: 'an authority that is not trusted',
          failure: 'tls',
          connect: () => connectEntra(emulator, { caCertificate: '' }),
        },
        {
          what: 'a name that the certificate does not carry',
          failure: 'tls',
          connect: () =>
            connectEntra(emulator, { authorityUrl: emulator.origin.replace('localhost', '127.0.0.1') }),
        },
        {
          what: 'a host that does not exist',
          failure: 'dns',
          connect: () => connectEntra(emulator, { graphUrl: 'https://no-such-host.invalid' }),
        },
        {
          what: 'a port nobody listens on',
          failure: 'network',
          connect: () => connectEntra(emulator, { authorityUrl: closed }),
        },
        {
          what: 'missing permissions',
          failure: 'privilege',
          connect: () => connectEntra(poor),
        },
      ],
      stop: async () => {
        await emulator[Symbol.asyncDispose]();
        await poor[Symbol.asyncDispose]();
      },
    };
  },
});

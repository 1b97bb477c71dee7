import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ProviderManifest } from '../manifest.ts';
import { trustedAuthorities } from './cloud.ts';
import { readClientCertificate } from './client-certificate.ts';
import { EntraIdProvider } from './provider.ts';
import { entraIdSettings, type EntraIdSecrets, type EntraIdSettings, isCustomDomain } from './settings.ts';

type Problems = ReturnType<ProviderManifest['validate']>[number][];

/**
 * Microsoft Entra ID through Microsoft Graph; one store is one tenant. No sign-in by password: Entra
 * discourages it, it fails for everybody with a second factor, and OpenID Connect is the way.
 */
export const entraId: ProviderManifest<EntraIdProvider, EntraIdSettings> = {
  kind: 'entra-id',
  title: 'Microsoft Entra ID',
  settings: entraIdSettings,
  capabilities: {
    authenticate: false,
    changes: true,
    create: true,
    update: true,
    remove: true,
    restore: true,
    rename: true,
    move: false,
    setEnabled: true,
    unlock: false,
    setPassword: true,
    changePassword: false,
  },
  validate(settings) {
    const secrets: EntraIdSecrets & EntraIdSettings = settings;
    return [
      ...validateDomain(settings),
      ...validateCloud(settings),
      ...validateAuthority(settings),
      ...validateCredentials(secrets),
    ];
  },
  connect: (settings, context) => new EntraIdProvider(settings, context),
};

function validateDomain(settings: EntraIdSettings): Problems {
  if (settings.primaryDomain !== undefined || !isCustomDomain(settings)) return [];
  const message = `${settings.domain} is a domain of your own. Give the initial domain of the tenant beside it, such as contoso.onmicrosoft.com.`;
  return [{ field: 'primaryDomain', message }];
}

function validateCloud({ cloud, authorityUrl, graphUrl }: EntraIdSettings): Problems {
  return Object.entries({ authorityUrl, graphUrl }).flatMap(([field, url]) => {
    if (cloud === 'custom' && url === undefined) {
      return [{ field, message: 'A custom cloud needs this address.' }];
    }
    if (cloud !== 'custom' && url !== undefined) {
      return [{ field, message: 'Only a custom cloud has an address of its own. Leave it empty.' }];
    }
    return url !== undefined && !URL.canParse(url) ? [{ field, message: 'This is no address.' }] : [];
  });
}

function validateAuthority(settings: EntraIdSettings): Problems {
  try {
    trustedAuthorities(settings);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The certificate cannot be read.';
    return [{ field: 'caCertificate', message }];
  }
}

function validateCredentials({ clientSecret, certificate, certificatePassword }: EntraIdSecrets): Problems {
  if (certificate === undefined) {
    if (clientSecret !== undefined) return [];
    return [{ field: 'clientSecret', message: 'Give a client secret or a client certificate.' }];
  }
  if (clientSecret !== undefined) {
    return [{ field: 'certificate', message: 'Give a client secret or a client certificate, not both.' }];
  }
  try {
    const { pem, password } = readClientCertificate(certificate, certificatePassword);
    new X509Certificate(pem);
    const key = createPrivateKey({ key: pem, ...(password === undefined ? {} : { passphrase: password }) });
    if (key.asymmetricKeyType === 'rsa') return [];
    return [{ field: 'certificate', message: 'Entra ID takes RSA keys only.' }];
  } catch {
    const message =
      'This is no PFX or PEM file with a certificate and its private key, or the password of the key is wrong.';
    return [{ field: 'certificate', message }];
  }
}

/** Where a cloud signs in and where its Graph is (learn.microsoft.com/graph/deployments). */
import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import { ProviderError } from '../contract.ts';
import type { EntraIdSettings } from './settings.ts';

export interface Cloud {
  /** Origin of the sign-in host. */
  readonly authority: string;
  /** Origin of Microsoft Graph. */
  readonly graph: string;
  readonly isCustom: boolean;
}

const clouds: Readonly<Record<Exclude<EntraIdSettings['cloud'], 'custom'>, Omit<Cloud, 'isCustom'>>> = {
  global: { authority: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  'us-government': { authority: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
  'us-government-dod': {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
  },
  china: { authority: 'https://login.chinacloudapi.cn', graph: 'https://microsoftgraph.chinacloudapi.cn' },
};

/** @throws `config.invalid` for a custom cloud without its addresses */
export function cloudOf(settings: EntraIdSettings): Cloud {
  if (settings.cloud !== 'custom') return { ...clouds[settings.cloud], isCustom: false };
  const { authorityUrl, graphUrl } = settings;
  if (authorityUrl === undefined || graphUrl === undefined) {
    throw new ProviderError(
      'config.invalid',
      'A custom cloud needs its sign-in address and its Graph address.',
      {
        attributes: ['authorityUrl', 'graphUrl'],
      },
    );
  }
  return { authority: new URL(authorityUrl).origin, graph: new URL(graphUrl).origin, isCustom: true };
}

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * The authorities a store trusts: the default ones and its own.
 * @throws `config.invalid` when the certificate is no PEM
 */
export function trustedAuthorities(settings: EntraIdSettings): string[] {
  const own = settings.caCertificate?.trim() ?? '';
  const certificates = own.match(pemBlock) ?? [];
  try {
    for (const pem of certificates) new X509Certificate(pem);
    if (own !== '' && certificates.length === 0) {
      throw new Error('There is no BEGIN CERTIFICATE in the text.');
    }
  } catch (error) {
    throw new ProviderError(
      'config.invalid',
      "The certificate authority in the store's settings cannot be read. Paste it in PEM form, beginning with BEGIN CERTIFICATE.",
      { attributes: ['caCertificate'], cause: error },
    );
  }
  return [...getCACertificates('default'), ...certificates];
}

/** The settings of a Microsoft Entra ID store. */
import { type Static, Type } from 'typebox';

const httpsUrl = (title: string, description: string, order: number) =>
  Type.Optional(
    Type.String({
      title,
      description,
      minLength: 1,
      maxLength: 512,
      pattern: '^https://[^\\s/?#@]+/?$',
      address: true,
      group: 'advanced',
      order,
    }),
  );

const domainForm = '^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$';

export const entraIdSettings = Type.Object(
  {
    domain: Type.String({
      title: 'Domain',
      description: 'A verified domain of the tenant, such as contoso.onmicrosoft.com.',
      minLength: 1,
      maxLength: 253,
      pattern: domainForm,
      address: true,
      group: 'connection',
      order: 1,
    }),
    primaryDomain: Type.Optional(
      Type.String({
        title: 'Initial domain of the tenant',
        description:
          'Such as contoso.onmicrosoft.com. Needed where the domain above is one of your own, which the tenant may lose.',
        maxLength: 253,
        pattern: domainForm,
        address: true,
        group: 'connection',
        order: 2,
      }),
    ),
    cloud: Type.Union(
      [
        Type.Literal('global'),
        Type.Literal('us-government'),
        Type.Literal('us-government-dod'),
        Type.Literal('china'),
        Type.Literal('custom'),
      ],
      {
        title: 'Cloud',
        description:
          "Microsoft's public cloud, a national one, or one of your own with its addresses under Advanced.",
        default: 'global',
        address: true,
        group: 'connection',
        order: 3,
      },
    ),
    authorityUrl: httpsUrl(
      'Sign-in address',
      'Custom cloud only, such as https://login.cloud.example.com.',
      3,
    ),
    graphUrl: httpsUrl('Graph address', 'Custom cloud only, such as https://graph.cloud.example.com.', 4),
    caCertificate: Type.Optional(
      Type.String({
        title: 'Certificate authority',
        description: 'PEM. Trusted in addition to the well-known authorities; for a custom cloud or a proxy.',
        maxLength: 65_536,
        address: true,
        group: 'advanced',
        order: 5,
      }),
    ),
    applicationId: Type.String({
      title: 'Application (client) ID',
      description: 'Of the application registered in the tenant for Muster.',
      pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
      group: 'account',
      order: 6,
    }),
    clientSecret: Type.Optional(
      Type.String({
        title: 'Client secret',
        description: 'The value of a client secret. Give this or a certificate.',
        minLength: 1,
        maxLength: 256,
        secret: true,
        group: 'account',
        order: 7,
      }),
    ),
    certificate: Type.Optional(
      Type.String({
        title: 'Client certificate',
        description:
          'A PFX or PEM file with the certificate and its private key. Safer than a client secret.',
        minLength: 1,
        maxLength: 65_536,
        secret: true,
        group: 'account',
        order: 8,
      }),
    ),
    certificatePassword: Type.Optional(
      Type.String({
        title: 'Password of the certificate',
        description: 'Only where the file or the private key in it is encrypted.',
        minLength: 1,
        maxLength: 256,
        secret: true,
        group: 'account',
        order: 9,
      }),
    ),
    maxSessions: Type.Optional(
      Type.Integer({
        title: 'Requests at the same time',
        description:
          'Of all processes of Muster together. Entra slows down an application that asks for too much at once.',
        default: 1,
        minimum: 1,
        maximum: 3,
        group: 'advanced',
        order: 10,
      }),
    ),
    requestTimeoutMs: Type.Optional(
      Type.Integer({
        title: 'Longest wait for an answer (ms)',
        default: 30_000,
        minimum: 500,
        maximum: 300_000,
        group: 'advanced',
        order: 11,
      }),
    ),
  },
  { additionalProperties: false },
);

/** Secrets are resolved apart from the settings. */
export type EntraIdSettings = Omit<
  Static<typeof entraIdSettings>,
  'clientSecret' | 'certificate' | 'certificatePassword'
>;

/** What the store keeps encrypted. */
export interface EntraIdSecrets {
  readonly clientSecret?: string;
  readonly certificate?: string;
  readonly certificatePassword?: string;
}

/** Which name asks for the tenant: the initial domain never leaves it. */
export const tenantOf = ({ domain, primaryDomain }: EntraIdSettings): string => primaryDomain ?? domain;

/** The domains that Microsoft gives a new tenant, by cloud. A cloud of one's own has names of its own. */
const initialDomains = ['.onmicrosoft.com', '.onmicrosoft.us', '.partner.onmschina.cn'];

export const isCustomDomain = ({ domain, cloud }: EntraIdSettings): boolean =>
  cloud !== 'custom' && !initialDomains.some((ending) => domain.toLowerCase().endsWith(ending));

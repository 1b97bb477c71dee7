/** The settings of an Active Directory store. */
import { Type, type Static } from 'typebox';

const controller = Type.Object(
  {
    host: Type.String({
      title: 'Host name',
      description: 'Fully qualified. The certificate is checked against this name.',
      minLength: 1,
      maxLength: 253,
    }),
    address: Type.Optional(
      Type.String({
        title: 'Address',
        description: 'Connect here instead of looking the name up.',
        maxLength: 253,
      }),
    ),
    port: Type.Optional(Type.Integer({ title: 'Port', minimum: 1, maximum: 65535 })),
    priority: Type.Optional(
      Type.Integer({ title: 'Priority', description: '1 is tried first; without one, last.', minimum: 1 }),
    ),
  },
  { additionalProperties: false },
);

export const activeDirectorySettings = Type.Object(
  {
    domain: Type.String({
      title: 'Domain',
      description: 'The DNS name of the domain, such as corp.example.com.',
      minLength: 1,
      maxLength: 253,
      pattern: '^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*$',
      address: true,
      group: 'connection',
      order: 1,
    }),
    domainControllers: Type.Optional(
      Type.Array(controller, {
        title: 'Domain controllers',
        description: 'Tried by priority. Found by DNS when empty.',
        maxItems: 32,
        address: true,
        group: 'connection',
        order: 2,
      }),
    ),
    tls: Type.Optional(
      Type.Union([Type.Literal('ldaps'), Type.Literal('starttls')], {
        title: 'Encryption',
        description: 'LDAPS (port 636, the default) or StartTLS (port 389). There is no unencrypted mode.',
        default: 'ldaps',
        address: true,
        group: 'connection',
        order: 3,
      }),
    ),
    caCertificate: Type.Optional(
      Type.String({
        title: 'Certificate authority',
        description: 'PEM. Trusted in addition to the well-known authorities.',
        maxLength: 65536,
        address: true,
        group: 'connection',
        order: 4,
      }),
    ),
    serviceAccount: Type.String({
      title: 'Service account',
      description: 'User principal name (muster@corp.example.com) or DN of the account Muster works as.',
      minLength: 1,
      maxLength: 1024,
      group: 'account',
      order: 5,
    }),
    password: Type.Optional(
      Type.String({
        title: 'Password',
        description: 'Password of the service account. Kept encrypted and never shown.',
        minLength: 1,
        maxLength: 256,
        secret: true,
        group: 'account',
        order: 6,
      }),
    ),
    baseDns: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 1024 }), {
        title: 'Base DNs',
        description: 'Muster sees and changes only what lies below these. The whole domain when empty.',
        maxItems: 32,
        group: 'scope',
        order: 7,
      }),
    ),
    userContainer: Type.Optional(
      Type.String({
        title: 'Container for new users',
        description: 'DN. CN=Users of the domain when empty.',
        maxLength: 1024,
        group: 'scope',
        order: 8,
      }),
    ),
    groupContainer: Type.Optional(
      Type.String({
        title: 'Container for new groups',
        description: 'DN. CN=Users of the domain when empty.',
        maxLength: 1024,
        group: 'scope',
        order: 9,
      }),
    ),
    operationTimeoutMs: Type.Optional(
      Type.Integer({
        title: 'Longest wait for an answer (ms)',
        default: 30000,
        minimum: 500,
        maximum: 300000,
        group: 'advanced',
        order: 10,
      }),
    ),
    connectTimeoutMs: Type.Optional(
      Type.Integer({
        title: 'Longest wait for a connection (ms)',
        default: 5000,
        minimum: 200,
        maximum: 60000,
        group: 'advanced',
        order: 11,
      }),
    ),
  },
  { additionalProperties: false },
);

export type ActiveDirectorySettings = Static<typeof activeDirectorySettings>;

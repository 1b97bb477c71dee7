/** The settings of a generic LDAP store. [stores-and-links 1] */
import { Type, type Static } from 'typebox';

const server = Type.Object(
  {
    host: Type.String({
      title: 'Host name',
      description: 'The certificate is checked against this name.',
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

const dn = (title: string, description: string, order: number, group = 'scope') =>
  Type.Optional(Type.String({ title, description, maxLength: 1024, group, order }));

const classes = (title: string, description: string, order: number) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 256, pattern: '^[A-Za-z][A-Za-z0-9-]*$' }), {
      title,
      description,
      maxItems: 16,
      group: 'advanced',
      order,
    }),
  );

const wait = (title: string, fallback: number, minimum: number, maximum: number, order: number) =>
  Type.Optional(Type.Integer({ title, default: fallback, minimum, maximum, group: 'advanced', order }));

export const ldapSettings = Type.Object(
  {
    servers: Type.Array(server, {
      title: 'Servers',
      description: 'Servers with the same data, tried by priority.',
      minItems: 1,
      maxItems: 32,
      address: true,
      group: 'connection',
      order: 1,
    }),
    tls: Type.Optional(
      Type.Union([Type.Literal('ldaps'), Type.Literal('starttls')], {
        title: 'Encryption',
        description: 'LDAPS (port 636, the default) or StartTLS (port 389). There is no unencrypted mode.',
        default: 'ldaps',
        address: true,
        group: 'connection',
        order: 2,
      }),
    ),
    caCertificate: Type.Optional(
      Type.String({
        title: 'Certificate authority',
        description: 'PEM. Trusted in addition to the well-known authorities.',
        maxLength: 65536,
        address: true,
        group: 'connection',
        order: 3,
      }),
    ),
    serviceAccount: Type.String({
      title: 'Service account',
      description: 'DN of the account Muster works as, such as cn=muster,dc=example,dc=com.',
      minLength: 1,
      maxLength: 1024,
      group: 'account',
      order: 4,
    }),
    password: Type.Optional(
      Type.String({
        title: 'Password',
        description: 'Password of the service account. Kept encrypted and never shown.',
        minLength: 1,
        maxLength: 256,
        secret: true,
        group: 'account',
        order: 5,
      }),
    ),
    baseDns: Type.Array(Type.String({ minLength: 1, maxLength: 1024 }), {
      title: 'Base DNs',
      description: 'Muster sees and changes only what lies below these, such as dc=example,dc=com.',
      minItems: 1,
      maxItems: 32,
      group: 'scope',
      order: 6,
    }),
    userContainer: dn('Container for new users', 'DN. The first base DN when empty.', 7),
    groupContainer: dn('Container for new groups', 'DN. The first base DN when empty.', 8),
    groupClass: Type.Optional(
      Type.Union([Type.Literal('groupOfNames'), Type.Literal('groupOfUniqueNames')], {
        title: 'Class of new groups',
        description: 'Existing groups of every usual class are read and changed, POSIX groups too.',
        default: 'groupOfNames',
        group: 'scope',
        order: 9,
      }),
    ),
    emptyGroupMember: dn(
      'Member of empty groups',
      'Many directories allow no group without members. This DN then stands in and is never shown; the group itself when empty.',
      10,
    ),
    userRdn: Type.Optional(
      Type.Union([Type.Literal('uid'), Type.Literal('cn')], {
        title: 'New users are named by',
        default: 'uid',
        group: 'advanced',
        order: 11,
      }),
    ),
    userClasses: classes('Classes of new users', 'inetOrgPerson when empty.', 12),
    groupAuxiliaryClasses: classes(
      'Further classes of new groups',
      'Auxiliary classes that let a group have more attributes, such as a mail address.',
      13,
    ),
    operationTimeoutMs: wait('Longest wait for an answer (ms)', 30000, 500, 300000, 14),
    connectTimeoutMs: wait('Longest wait for a connection (ms)', 5000, 200, 60000, 15),
  },
  { additionalProperties: false },
);

export type LdapSettings = Static<typeof ldapSettings>;

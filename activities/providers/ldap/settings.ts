/** The settings of a generic LDAP store. [stores-and-links 1] */
import { Type, type Static } from 'typebox';
import {
  accountSettings,
  containerSettings,
  encryptionSettings,
  serverSetting,
  waitSettings,
} from '../ldap-client/settings.ts';

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

export const ldapSettings = Type.Object(
  {
    servers: Type.Array(serverSetting, {
      title: 'Servers',
      description: 'Servers with the same data, tried by priority.',
      minItems: 1,
      maxItems: 32,
      address: true,
      group: 'connection',
      order: 1,
    }),
    ...encryptionSettings(2),
    ...accountSettings(4, 'DN of the account Muster works as, such as cn=muster,dc=example,dc=com.'),
    baseDns: Type.Array(Type.String({ minLength: 1, maxLength: 1024 }), {
      title: 'Base DNs',
      description: 'Muster sees and changes only what lies below these, such as dc=example,dc=com.',
      minItems: 1,
      maxItems: 32,
      group: 'scope',
      order: 6,
    }),
    ...containerSettings(7, 'DN. The first base DN when empty.'),
    groupClass: Type.Optional(
      Type.Union([Type.Literal('groupOfNames'), Type.Literal('groupOfUniqueNames')], {
        title: 'Class of new groups',
        description: 'Existing groups of every usual class are read and changed, POSIX groups too.',
        default: 'groupOfNames',
        group: 'scope',
        order: 9,
      }),
    ),
    emptyGroupMember: Type.Optional(
      Type.String({
        title: 'Member of empty groups',
        description:
          'Many directories allow no group without members. This DN then stands in and is never shown; the group itself when empty.',
        maxLength: 1024,
        group: 'scope',
        order: 10,
      }),
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
    ...waitSettings(14),
  },
  { additionalProperties: false },
);

export type LdapSettings = Static<typeof ldapSettings>;

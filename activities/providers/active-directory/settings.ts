/** The settings of an Active Directory store. */
import { Type, type Static } from 'typebox';
import {
  accountSettings,
  containerSettings,
  encryptionSettings,
  serverSetting,
  waitSettings,
} from '../ldap-client/settings.ts';

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
      Type.Array(serverSetting, {
        title: 'Domain controllers',
        description: 'Tried by priority; then, or when empty, those that DNS names.',
        maxItems: 32,
        address: true,
        group: 'connection',
        order: 2,
      }),
    ),
    ...encryptionSettings(3),
    ...accountSettings(
      5,
      'User principal name (muster@corp.example.com) or DN of the account Muster works as.',
    ),
    baseDns: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 1024 }), {
        picks: 'container',
        title: 'Base DNs',
        description: 'Muster sees and changes only what lies below these. The whole domain when empty.',
        maxItems: 32,
        group: 'scope',
        order: 7,
      }),
    ),
    excludedContainers: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 1024 }), {
        picks: 'container',
        title: 'Excluded containers',
        description:
          'DNs. What lies below is neither replicated nor searchable, but can be created and changed. The DN of the domain excludes all of it.',
        maxItems: 100,
        group: 'scope',
        order: 8,
      }),
    ),
    ...containerSettings(9, 'DN. CN=Users of the domain when empty.'),
    ...waitSettings(11),
  },
  { additionalProperties: false },
);

export type ActiveDirectorySettings = Static<typeof activeDirectorySettings>;

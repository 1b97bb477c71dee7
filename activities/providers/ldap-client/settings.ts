/** The settings that every store has which speaks LDAP: where its servers are and how they are reached. */
import { Type } from 'typebox';
import { isWithin, type Dn } from './dn.ts';
import { trustOf } from './connect.ts';

/** One server, as {@link ServerSetting}. */
export const serverSetting = Type.Object(
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

/** How connections are encrypted and whom to trust; takes two places in the form. */
export const encryptionSettings = (order: number) => ({
  tls: Type.Optional(
    Type.Union([Type.Literal('ldaps'), Type.Literal('starttls')], {
      title: 'Encryption',
      description: 'LDAPS (port 636, the default) or StartTLS (port 389). There is no unencrypted mode.',
      default: 'ldaps',
      address: true,
      group: 'connection',
      order,
    }),
  ),
  caCertificate: Type.Optional(
    Type.String({
      title: 'Certificate authority',
      description: 'PEM. Trusted in addition to the well-known authorities.',
      maxLength: 65536,
      address: true,
      group: 'connection',
      order: order + 1,
    }),
  ),
});

/** The service account and its password; takes two places in the form. */
export const accountSettings = (order: number, description: string) => ({
  serviceAccount: Type.String({
    title: 'Service account',
    description,
    minLength: 1,
    maxLength: 1024,
    group: 'account',
    order,
  }),
  password: Type.Optional(
    Type.String({
      title: 'Password',
      description: 'Password of the service account. Kept encrypted and never shown.',
      minLength: 1,
      maxLength: 256,
      secret: true,
      group: 'account',
      order: order + 1,
    }),
  ),
});

const optionalDn = (title: string, order: number, description: string) =>
  Type.Optional(
    Type.String({ title, description, maxLength: 1024, picks: 'container', group: 'scope', order }),
  );

/** Where new objects go; takes two places in the form. */
export const containerSettings = (order: number, description: string) => ({
  userContainer: optionalDn('Container for new users', order, description),
  groupContainer: optionalDn('Container for new groups', order + 1, description),
});

const wait = (title: string, fallback: number, minimum: number, maximum: number, order: number) =>
  Type.Optional(Type.Integer({ title, default: fallback, minimum, maximum, group: 'advanced', order }));

/** How long to wait; takes two places in the form. */
export const waitSettings = (order: number) => ({
  operationTimeoutMs: wait('Longest wait for an answer (ms)', 30000, 500, 300000, order),
  connectTimeoutMs: wait('Longest wait for a connection (ms)', 5000, 200, 60000, order + 1),
});

export interface SettingsProblem {
  readonly field: string;
  readonly message: string;
}

/** The containers of new objects are DNs below a base. */
export function containerProblems(
  settings: { readonly userContainer?: string; readonly groupContainer?: string },
  bases: readonly Dn[],
  parse: (text: string) => Dn | null,
): SettingsProblem[] {
  return (['userContainer', 'groupContainer'] as const).flatMap((field) => {
    const text = settings[field] ?? '';
    const dn = parse(text);
    if (text === '') return [];
    if (dn === null) return [{ field, message: `${text} is no distinguished name.` }];
    if (bases.some((base) => isWithin(dn, base))) return [];
    return [{ field, message: `${text} does not lie below a base DN of the store.` }];
  });
}

/** The certificates of the store's own authorities can be read. */
export function certificateProblems(settings: { readonly caCertificate?: string }): SettingsProblem[] {
  try {
    trustOf(settings.caCertificate);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The certificate cannot be read.';
    return [{ field: 'caCertificate', message }];
  }
}

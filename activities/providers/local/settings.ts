/** The settings of a local directory. */
import { type Static, Type } from 'typebox';

/** In `database`: beside Muster's own tables, in the same PostgreSQL server. */
export const embedded = 'embedded';
/** The secret with the password of a database elsewhere. */
export const passwordSecret = 'databasePassword';

export const settingsSchema = Type.Object(
  {
    domain: Type.String({
      title: 'Domain',
      description: 'Login names end in it, such as example.org',
      pattern:
        '^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$',
      order: 1,
    }),
    database: Type.String({
      title: 'Database',
      description:
        'embedded, or the address of a PostgreSQL database without a password, such as postgresql://muster@db.example.org/people?sslmode=verify-full',
      minLength: 1,
      maxLength: 1024,
      default: embedded,
      address: true,
      order: 2,
    }),
    databasePassword: Type.Optional(
      Type.String({
        title: 'Database password',
        description: 'Only for a database elsewhere',
        maxLength: 1024,
        secret: true,
        order: 3,
      }),
    ),
    instanceId: Type.String({
      title: 'Instance',
      description: 'Names this directory for good; made with the store',
      pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
      generated: 'uuid',
      order: 4,
    }),
  },
  { additionalProperties: false },
);

/** All others could lead to another host, a socket or files of Muster's own machine. */
const urlParameters: readonly string[] = ['sslmode', 'application_name', 'connect_timeout'];

/** Secrets are resolved apart from the settings. */
export type LocalSettings = Omit<Static<typeof settingsSchema>, 'databasePassword'>;

export function validateSettings(settings: LocalSettings): { field: string; message: string }[] {
  const { database } = settings;
  if (database === embedded) return [];
  const problem = (message: string) => [{ field: 'database', message }];
  if (!URL.canParse(database))
    return problem('Give "embedded" or an address that begins with postgresql://.');
  const url = new URL(database);
  if (url.protocol !== 'postgresql:' && url.protocol !== 'postgres:') {
    return problem('Give "embedded" or an address that begins with postgresql://.');
  }
  if (url.password !== '' || url.searchParams.has('password')) {
    return problem('Take the password out of the address and enter it as the database password.');
  }
  if (url.hostname === '') return problem('Name the host of the database in its address.');
  const unknown = [...url.searchParams.keys()].find((name) => !urlParameters.includes(name));
  if (unknown !== undefined) {
    return problem(`Take ${unknown} out of the address; it may carry ${urlParameters.join(', ')} only.`);
  }
  return [];
}

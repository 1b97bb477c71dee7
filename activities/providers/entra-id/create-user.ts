/** Making a user once: the login name is unique in the tenant, so a second try meets the first one's user. */
import { randomBytes } from 'node:crypto';
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import { type CreateIntent, ProviderError } from '../contract.ts';
import type { GraphConnection, Json } from './connection.ts';
import type { Wanted } from './create.ts';
import { selectOf, type TenantView, textOf, toObject, valuesOf } from './objects.ts';
import type { Recent } from './recent.ts';
import { GraphRefusal } from './refusal.ts';
import { defaultAttributes, invalid, isExtension, plainValues } from './schema.ts';
import { setManager } from './update.ts';

/** Clocks of Muster and Entra may differ by so much. */
const clockSkewMs = 10 * 60_000;

export async function createUser(
  connection: GraphConnection,
  recent: Recent,
  wanted: Wanted,
  intent: CreateIntent,
): Promise<DirectoryObject> {
  const [login] = wanted.values['userPrincipalName'] ?? [];
  if (login === undefined) throw invalid('userPrincipalName', 'must have a value');
  const made = await make(connection, wanted, login, intent);
  const id = textOf(made, 'id') ?? '';
  recent.add(id);
  if (wanted.manager !== null) await setManager(connection, recent, id, wanted.manager);
  const manager = wanted.manager === null ? {} : { manager: { id: wanted.manager.toLowerCase() } };
  return toObject('user', { ...made, accountEnabled: wanted.enabled, ...manager }, connection);
}

async function make(
  connection: GraphConnection,
  wanted: Wanted,
  login: string,
  intent: CreateIntent,
): Promise<Json> {
  try {
    const body = bodyOf(connection, wanted, login);
    const answer = await connection.send({ method: 'POST', path: '/users', body });
    return { ...body, ...answer };
  } catch (error) {
    if (!(error instanceof GraphRefusal) || (error.status !== 400 && error.status !== 409)) throw error;
    const found = await findByLogin(connection, login, wanted);
    if (found === null) throw error;
    if (isOwn(found, wanted, intent, connection)) return found;
    throw new ProviderError(
      'object.exists',
      `${login} is in use by ${textOf(found, 'displayName') ?? 'another user'}. Choose another login name.`,
      {
        attributes: ['userPrincipalName'],
        objectId: textOf(found, 'id') ?? '',
        detail: error.message,
        cause: error,
      },
    );
  }
}

/** Made after the intent was written down, and equal in everything that was asked for. */
function isOwn(found: Json, wanted: Wanted, intent: CreateIntent, tenant: TenantView): boolean {
  const preparedAtMs = Number(intent['preparedAtMs'] ?? Infinity);
  const madeAtMs = Date.parse(textOf(found, 'createdDateTime') ?? '');
  return (
    found['id'] !== intent['takenBy'] &&
    madeAtMs >= preparedAtMs - clockSkewMs &&
    (found['accountEnabled'] === true) === wanted.enabled &&
    Object.entries(wanted.values).every(([attribute, list]) => {
      const has = valuesOf('user', found, attribute, tenant);
      return has.length === list.length && list.every((value) => has.includes(value));
    })
  );
}

export async function findByLogin(
  connection: GraphConnection,
  login: string,
  wanted?: Wanted,
): Promise<Json | null> {
  const attributes = [...defaultAttributes.user, 'createdDateTime', ...Object.keys(wanted?.values ?? {})];
  try {
    const path = `/users/${encodeURIComponent(login)}?$select=${selectOf(connection, 'user', attributes)}`;
    return await connection.send({ method: 'GET', path });
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) return null;
    throw error;
  }
}

function bodyOf({ extensions: { known } }: TenantView, { values, enabled }: Wanted, login: string): Json {
  const plain: Record<string, readonly string[]> = {};
  const extensions: Record<string, string> = {};
  for (const [name, list] of Object.entries(values)) {
    const [first = ''] = list;
    if (isExtension(name)) extensions[name] = first;
    else plain[name] = list;
  }
  return {
    mailNickname: (login.split('@')[0] ?? login).slice(0, 64),
    ...plainValues('user', plain, known),
    ...(Object.keys(extensions).length === 0 ? {} : { onPremisesExtensionAttributes: extensions }),
    accountEnabled: enabled,
    // Nobody knows it: the first sign-in needs a password that is set in a step of its own.
    passwordProfile: {
      forceChangePasswordNextSignIn: true,
      password: `${randomBytes(24).toString('base64')}aA1!`,
    },
  };
}

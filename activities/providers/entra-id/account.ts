/** Enabling, passwords, removing and bringing back. */
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import { ProviderError } from '../contract.ts';
import type { GraphConnection, Json } from './connection.ts';
import { explained } from './read-only.ts';
import { isId, readObjects } from './read.ts';
import type { Recent } from './recent.ts';
import { GraphRefusal } from './refusal.ts';
import { isEntraKind } from './schema.ts';
import { unsupportedKind } from './update.ts';

async function patchUser(
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
  body: Json,
): Promise<void> {
  if (ref.kind !== 'user')
    throw new ProviderError('operation.unsupported', 'Only people have an account in Entra ID.');
  try {
    await connection.send({ method: 'PATCH', path: `/users/${encodeURIComponent(ref.id)}`, body });
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) recent.refuseAbsence(ref.id);
    throw await explained(connection, 'user', ref.id, error);
  }
}

/** A disabled user cannot sign in (stores-and-links S12). */
export const setEnabled = (
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
  enabled: boolean,
): Promise<void> => patchUser(connection, recent, ref, { accountEnabled: enabled });

export async function setPassword(
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
  password: string,
  mustChange: boolean,
): Promise<void> {
  try {
    await patchUser(connection, recent, ref, {
      passwordProfile: { password, forceChangePasswordNextSignIn: mustChange },
    });
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    if (error.status === 400) {
      throw new ProviderError(
        'value.invalid',
        'Entra ID refuses the password: it is too weak or too common. Choose another one.',
        {
          attributes: ['password'],
          detail: `${error.code}: ${error.details.map(({ code }) => code).join(', ')}`,
          cause: error,
        },
      );
    }
    if (error.status !== 403) throw error;
    throw new ProviderError(
      'provider.forbidden',
      'The application may not reset this password. Give it the role User Administrator in Entra ID, or Privileged Authentication Administrator for administrators.',
      { detail: error.message, cause: error },
    );
  }
}

/** Gone already is success. */
export async function removeObject(
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
): Promise<void> {
  const { kind, id } = ref;
  if (!isEntraKind(kind)) throw unsupportedKind(kind);
  if (!isId(id)) return;
  try {
    await connection.send({ method: 'DELETE', path: `/${kind}s/${id}` });
  } catch (error) {
    if (!(error instanceof GraphRefusal) || error.status !== 404) {
      throw await explained(connection, kind, id, error);
    }
    recent.refuseAbsence(id);
  }
  recent.forget(id);
}

/** Entra keeps deleted users and Microsoft 365 groups for 30 days; security groups are gone at once. */
export async function restoreObject(
  connection: GraphConnection,
  recent: Recent,
  ref: ObjectRef,
): Promise<DirectoryObject> {
  const { kind, id } = ref;
  if (!isEntraKind(kind)) throw unsupportedKind(kind);
  try {
    await connection.send({
      method: 'POST',
      path: `/directory/deletedItems/${encodeURIComponent(id)}/restore`,
      body: {},
    });
    recent.add(id);
  } catch (error) {
    if (!(error instanceof GraphRefusal) || error.status !== 404) throw error;
  }
  const [found] = await readObjects(connection, recent, [ref]);
  if (found !== undefined) return found;
  throw new ProviderError(
    'object.notFound',
    'Entra ID no longer keeps it. Users and Microsoft 365 groups can be brought back for 30 days, security groups not at all.',
    { detail: id },
  );
}

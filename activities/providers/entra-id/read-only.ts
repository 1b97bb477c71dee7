/** What cannot be changed through Graph, and why (stores-and-links S12). */
import { ProviderError } from '../contract.ts';
import type { GraphConnection, Json } from './connection.ts';
import { isDynamic, isOfExchange, isSynced, nameOf, selectOf } from './objects.ts';
import { GraphRefusal } from './refusal.ts';
import type { EntraKind } from './schema.ts';

/** @throws `object.synced`, `object.protected` */
export function requireChangeable(kind: EntraKind, json: Json): void {
  if (isSynced(json)) {
    throw new ProviderError(
      'object.synced',
      `${nameOf(json)} is synchronised from an on-premises Active Directory, so Entra ID only lets it be changed there.`,
    );
  }
  if (kind === 'group' && isOfExchange(json)) {
    throw new ProviderError(
      'object.protected',
      `${nameOf(json)} is a mail-enabled group of Exchange, which Microsoft Graph cannot change. Change it in Exchange.`,
    );
  }
}

/** @throws `object.state` for a group whose members a rule decides */
export function requireMembersByHand(json: Json): void {
  if (!isDynamic(json)) return;
  throw new ProviderError(
    'object.state',
    `The members of ${nameOf(json)} are decided by a membership rule in Entra ID, so nobody can be added or removed by hand. Change the rule there.`,
    { attributes: ['members'] },
  );
}

/** Why a write was refused, told better where the object itself is the reason. */
export async function explained(
  connection: GraphConnection,
  kind: EntraKind,
  id: string,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof GraphRefusal) || (error.status !== 400 && error.status !== 403)) return error;
  try {
    const json = await connection.send({
      method: 'GET',
      path: `/${kind}s/${encodeURIComponent(id)}?$select=${selectOf(connection, kind, [])}`,
    });
    requireChangeable(kind, json ?? {});
  } catch (reason) {
    // Not being able to tell more leaves the first reason standing.
    return reason instanceof ProviderError ? reason : error;
  }
  return error;
}

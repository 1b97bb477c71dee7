/** Which copy of the database a domain controller has, and how far it is. Change numbers are each server's own. */
import { ProviderError } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { searchBase } from './directory.ts';
import { guidFromBytes } from './identifiers.ts';

export interface ServerMark {
  /** DN of the controller's settings object, which names the controller. */
  readonly service: string;
  /** Another one means another history: the database was restored, or is another server's. */
  readonly invocationId: string;
  /** The newest change committed there. */
  readonly usn: bigint;
}

/**
 * MS-ADTS 3.1.1.3.2 (rootDSE), 3.1.1.1.9 (update sequence numbers).
 * @throws `provider.forbidden` when the account may not read it
 */
export async function serverMark(connection: LdapConnection): Promise<ServerMark> {
  const [dse] = await searchBase(connection, '', ['dsServiceName', 'highestCommittedUSN']);
  const service = dse?.text('dsServiceName') ?? '';
  const [settings] = service === '' ? [] : await searchBase(connection, service, ['invocationId']);
  const invocationId = settings?.bytes('invocationId')[0];
  const usn = dse?.text('highestCommittedUSN') ?? null;
  if (invocationId === undefined || usn === null) {
    throw new ProviderError(
      'provider.forbidden',
      'The service account cannot read which domain controller it talks to. Give it the right to read the Configuration partition.',
    );
  }
  return { service, invocationId: guidFromBytes(invocationId), usn: BigInt(usn) };
}

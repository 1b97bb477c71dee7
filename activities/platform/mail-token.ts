/** The access token by which Muster signs in to a mail server: OAuth 2.0, client credentials (RFC 6749 4.4). */
import * as client from 'openid-client';
import type { MailSettings } from '../database/repositories/mail-settings.ts';
import { guardedFetch, isUsableIssuer } from './openid.ts';

const timeoutSeconds = 10;

/** Plain http is for servers on this machine only. */
export const isUsableTokenUrl = isUsableIssuer;

/** @throws with a message for the administrator; it holds no secret */
export async function fetchMailToken(
  { tokenUrl, clientId, scope }: Pick<MailSettings, 'tokenUrl' | 'clientId' | 'scope'>,
  clientSecret: string | undefined,
): Promise<string> {
  const address = new URL(tokenUrl ?? '');
  const config = new client.Configuration(
    { issuer: address.origin, token_endpoint: address.href },
    clientId ?? '',
    {},
    client.ClientSecretPost(clientSecret ?? ''),
  );
  config[client.customFetch] = guardedFetch;
  config.timeout = timeoutSeconds;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- on this machine only, see isUsableTokenUrl
  if (address.protocol === 'http:') client.allowInsecureRequests(config);
  try {
    const answer = await client.clientCredentialsGrant(config, scope === null ? {} : { scope });
    return answer.access_token;
  } catch (error) {
    const why = error instanceof client.ResponseBodyError ? error.error : (error as Error).message;
    throw new Error(`${address.host} gave no token: ${why}`, { cause: error });
  }
}

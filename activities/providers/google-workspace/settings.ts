/** The settings of a Google Workspace store. */
import { createPrivateKey } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { mayBeP12, privateKeyInP12 } from './p12.ts';

/** The secret with the service account's key file. */
export const keyFileSecret = 'keyFile';

export const googleWorkspaceSettings = Type.Object(
  {
    adminUsername: Type.String({
      title: 'Administrator',
      description: 'Address of a super administrator, in whose name the service account works.',
      maxLength: 254,
      pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
      group: 'account',
      order: 1,
    }),
    serviceAccount: Type.Optional(
      Type.String({
        title: 'Service account',
        description:
          'Address of the service account, such as muster@project.iam.gserviceaccount.com. Needed with a P12 key, which does not name it; the JSON key does.',
        maxLength: 254,
        pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
        group: 'account',
        order: 2,
      }),
    ),
    keyFile: Type.Optional(
      Type.String({
        title: 'Key file',
        description:
          'The JSON or P12 key of the service account, whole. It must be granted domain-wide delegation. Kept encrypted and never shown.',
        minLength: 2,
        maxLength: 65_536,
        secret: true,
        group: 'account',
        order: 3,
      }),
    ),
    apiUrl: Type.Optional(
      Type.String({
        title: 'Address of the Directory API',
        description: 'Only for a gateway in front of it.',
        maxLength: 1024,
        pattern: '^https://',
        default: 'https://admin.googleapis.com/',
        address: true,
        group: 'advanced',
        order: 4,
      }),
    ),
    caCertificate: Type.Optional(
      Type.String({
        title: 'Certificate authority',
        description: 'PEM. Trusted in addition to the well-known authorities; only for a gateway.',
        maxLength: 65_536,
        address: true,
        group: 'advanced',
        order: 5,
      }),
    ),
    operationTimeoutMs: Type.Optional(
      Type.Integer({
        title: 'Longest wait for an answer (ms)',
        default: 30_000,
        minimum: 500,
        maximum: 300_000,
        group: 'advanced',
        order: 6,
      }),
    ),
  },
  { additionalProperties: false },
);

export type GoogleWorkspaceSettings = Omit<Static<typeof googleWorkspaceSettings>, 'keyFile'>;

/** What of a key file is needed (Google Cloud, "Create and delete service account keys"). */
export interface ServiceAccountKey {
  readonly clientEmail: string;
  readonly privateKey: string;
  readonly privateKeyId: string | null;
  /** Where tokens are asked for. */
  readonly tokenUri: string;
}

const publicTokenUri = 'https://oauth2.googleapis.com/token';

/**
 * @param serviceAccount as the settings name it: a P12 file does not
 * @returns the key, or in plain words what is wrong with the file
 */
export function parseKeyFile(
  text: string | undefined,
  serviceAccount: string | undefined,
): ServiceAccountKey | { readonly problem: string } {
  if (text === undefined || text.trim() === '')
    return { problem: 'Enter the key file of the service account.' };
  if (mayBeP12(text)) return keyOfP12(text, serviceAccount);
  const file = parseJson(text);
  if (file === null)
    return {
      problem: 'The key file is neither JSON nor P12. Create a key and give the file as it was downloaded.',
    };
  const { type, client_email, private_key, private_key_id, token_uri } = file;
  if (type !== 'service_account' || typeof client_email !== 'string' || typeof private_key !== 'string') {
    return {
      problem: 'This is not the key of a service account. Create one under IAM, Service accounts, Keys.',
    };
  }
  if (serviceAccount !== undefined && serviceAccount.toLowerCase() !== client_email.toLowerCase())
    return {
      problem: `This is the key of ${client_email}, not of ${serviceAccount}. Correct one of the two.`,
    };
  try {
    createPrivateKey(private_key);
  } catch {
    return {
      problem: 'The private key in the key file cannot be read. Paste the file as it was downloaded.',
    };
  }
  const tokenUri = typeof token_uri === 'string' ? token_uri : publicTokenUri;
  if (!URL.canParse(tokenUri) || new URL(tokenUri).protocol !== 'https:')
    return { problem: 'The token address in the key file must begin with https://.' };
  return {
    clientEmail: client_email,
    privateKey: private_key,
    privateKeyId: typeof private_key_id === 'string' ? private_key_id : null,
    tokenUri,
  };
}

function keyOfP12(
  text: string,
  serviceAccount: string | undefined,
): ServiceAccountKey | { readonly problem: string } {
  if (serviceAccount === undefined)
    return { problem: 'Enter the address of the service account: a P12 key does not name it.' };
  const privateKey = privateKeyInP12(text);
  return privateKey === null
    ? { problem: 'The P12 key cannot be read. Give the file as it was downloaded.' }
    : { clientEmail: serviceAccount, privateKey, privateKeyId: null, tokenUri: publicTokenUri };
}

function parseJson(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The key file is a secret, so what is wrong with it shows in the connection test, not here. */
export function validateSettings({ apiUrl }: GoogleWorkspaceSettings): { field: string; message: string }[] {
  if (apiUrl === undefined || URL.canParse(apiUrl)) return [];
  return [{ field: 'apiUrl', message: 'Give an address such as https://admin.googleapis.com/.' }];
}

/** The browser's own dialogs for passkeys and security keys; loaded when somebody uses one. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** People close the dialog, take the wrong device, wait too long: browsers tell them apart badly, on purpose. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
}

async function asked(call: () => Promise<object>): Promise<Record<string, unknown>> {
  try {
    return { ...(await call()) };
  } catch (cause) {
    throw new KeyRefused('The browser gave no key.', { cause });
  }
}

/** @param options as the server gave them. @throws {KeyRefused} */
export async function createKey(options: unknown): Promise<Record<string, unknown>> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return asked(() => startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }));
}

/** @param options as the server gave them. @throws {KeyRefused} */
export async function signWithKey(options: unknown): Promise<Record<string, unknown>> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return asked(() => startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }));
}

export const browserHasKeys = (): boolean => 'PublicKeyCredential' in globalThis;

/**
 * Encrypts every Temporal payload: arguments, results, failure messages and stacks. One module for
 * API, worker, tests and the codec endpoint. Fails closed: an unknown key or encoding is an error.
 */
import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { KeyRing } from '../keyring.ts';

const encoding = 'binary/encrypted';
const keyIdField = 'encryption-key-id';
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | null | undefined) => new TextDecoder().decode(value ?? new Uint8Array());

export class EncryptionCodec implements PayloadCodec {
  private readonly keyRing: KeyRing;
  constructor(keyRing: KeyRing) {
    this.keyRing = keyRing;
  }

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(
      payloads.map((payload) => {
        const plain = proto.temporal.api.common.v1.Payload.encode(payload).finish();
        const { keyId, ciphertext } = this.keyRing.seal('payload', plain);
        return {
          metadata: { [METADATA_ENCODING_KEY]: bytes(encoding), [keyIdField]: bytes(keyId) },
          data: ciphertext,
        };
      }),
    );
  }

  /** Payloads that were never encrypted (made by another client) pass through. */
  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(
      payloads.map((payload) => {
        if (text(payload.metadata?.[METADATA_ENCODING_KEY]) !== encoding) return payload;
        const keyId = text(payload.metadata?.[keyIdField]);
        const plain = this.keyRing.unseal('payload', { keyId, ciphertext: Buffer.from(payload.data ?? []) });
        return proto.temporal.api.common.v1.Payload.decode(plain);
      }),
    );
  }
}

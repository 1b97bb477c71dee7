import { describe, expect, test } from 'vitest';
import { findTraces } from '../support/traces.ts';

const secret = 'Pa$$w0rd-ü/"x';
const within = (charset: BufferEncoding, encoding: BufferEncoding) =>
  ['', 'a', 'ab', 'abc'].map((before) =>
    Buffer.concat([Buffer.from(before), Buffer.from(secret, charset), Buffer.from('rest')]).toString(
      encoding,
    ),
  );

describe('the search for planted secrets', () => {
  test.each([
    ['plain bytes', within('utf8', 'latin1')],
    ['UTF-16LE bytes, as Active Directory takes passwords', within('utf16le', 'latin1')],
    ['hex', [...within('utf8', 'hex'), ...within('utf16le', 'hex')]],
    ['base64 at any offset', [...within('utf8', 'base64'), ...within('utf16le', 'base64')]],
    ['base64url at any offset', [...within('utf8', 'base64url'), ...within('utf16le', 'base64url')]],
    ['JSON', [Buffer.from(JSON.stringify({ secret })).toString('latin1')]],
    ['an address', [`https://example.test/?p=${encodeURIComponent(secret)}`]],
  ])('finds %s', (_form, texts) => {
    for (const text of texts) expect(findTraces({ secret }, [{ name: 'here', text }])).not.toEqual([]);
  });

  test('finds nothing where nothing is', () => {
    expect(findTraces({ secret }, [{ name: 'here', text: 'Pa$$w0rd' }])).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExtendedDn } from '../../activities/providers/active-directory/controls.ts';
import { equalDn, formatDn, isWithin, parseDn } from '../../activities/providers/ldap-client/dn.ts';
import { categoryOf, scopeOf, withKind } from '../../activities/providers/active-directory/group-type.ts';
import {
  guidDn,
  guidFromBytes,
  guidToBytes,
  sidFromBytes,
} from '../../activities/providers/active-directory/identifiers.ts';
import { LdapFailure } from '../../activities/providers/ldap-client/failure.ts';
import { translate } from '../../activities/providers/active-directory/errors.ts';
import { activeDirectory } from '../../activities/providers/active-directory/manifest.ts';
import { MessageStream, splitMessages } from '../../activities/providers/ldap-client/message-framing.ts';
import { hostileNames } from '../contract/hostile-names.ts';

describe('objectGUID', () => {
  // The example of MS-DTYP 2.3.4: the first three fields are little-endian.
  const bytes = Buffer.from('33221100554477668899aabbccddeeff', 'hex');
  const text = '00112233-4455-6677-8899-aabbccddeeff';

  test('has its first three fields swapped', () => {
    expect(guidFromBytes(bytes)).toBe(text);
    expect(guidToBytes(text)).toEqual(bytes);
    expect(guidDn(text)).toBe(`<GUID=${text}>`);
  });

  test('is left as it was by reading', () => {
    const copy = Buffer.from(bytes);
    guidFromBytes(copy);
    expect(copy).toEqual(bytes);
  });

  test.each([
    '',
    text.toUpperCase(),
    `${text}>,DC=x`,
    text.slice(1),
    '{00112233-4455-6677-8899-aabbccddeeff}',
  ])('refuses %j', (wrong) => {
    expect(() => guidToBytes(wrong)).toThrow(RangeError);
    expect(() => guidDn(wrong)).toThrow(RangeError);
  });

  test('survives the way there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (value) => {
        expect(guidToBytes(guidFromBytes(Buffer.from(value)))).toEqual(Buffer.from(value));
      }),
    );
  });
});

describe('objectSid', () => {
  test('is written as text', () => {
    const bytes = Buffer.from(
      '010500000000000515000000bba474be143e8331 72ae80ccf4010000'.replace(' ', ''),
      'hex',
    );
    expect(sidFromBytes(bytes)).toBe('S-1-5-21-3195315387-830684692-3430985330-500');
    expect(sidFromBytes(Buffer.from('010100000000000507000000', 'hex'))).toBe('S-1-5-7');
  });

  test('refuses other bytes', () => {
    expect(() => sidFromBytes(Buffer.from('0105', 'hex'))).toThrow(RangeError);
  });
});

describe('distinguished names', () => {
  test.each(hostileNames)('hold $what', ({ name }) => {
    const dn = [
      { type: 'CN', value: name },
      { type: 'OU', value: 'x, y' },
      { type: 'DC', value: 'test' },
    ];
    expect(parseDn(formatDn(dn))).toEqual(dn);
  });

  test('hold every text', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const dn = values.map((each) => ({ type: 'CN', value: each }));
        expect(parseDn(formatDn(dn))).toEqual(dn);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['CN=a\\2Cb,DC=x', 'a,b'],
    ['CN=\\C3\\BC\\20,DC=x', 'ü '],
    ['CN=\\ a\\ ,DC=x', ' a '],
    ['CN=\\#5,DC=x', '#5'],
    ['CN = spaced , DC=x', 'spaced'],
  ])('read what servers write: %s', (text, value) => {
    expect(parseDn(text)?.[0]).toEqual({ type: 'CN', value });
  });

  test.each(['no dn', 'CN=a+OU=b,DC=x', 'CN=,DC=x', '=x', 'CN=a;DC=x', 'CN=a\\', '<GUID=1>', 'CN="a",DC=x'])(
    'refuse %j',
    (text) => {
      expect(parseDn(text)).toBeNull();
    },
  );

  test('know what lies below what', () => {
    const at = (text: string) => parseDn(text) ?? [];
    expect(isWithin(at('CN=a,OU=Portal,DC=x'), at('ou=portal,dc=X'))).toBe(true);
    expect(isWithin(at('OU=Portal,DC=x'), at('OU=Portal,DC=x'))).toBe(true);
    expect(isWithin(at('DC=x'), at('OU=Portal,DC=x'))).toBe(false);
    // An escaped comma is no boundary.
    expect(isWithin(at('CN=a\\,OU\\=Portal\\,DC\\=x'), at('OU=Portal,DC=x'))).toBe(false);
    expect(equalDn(at('CN=A,DC=x'), at('cn=a,dc=x'))).toBe(true);
  });
});

describe('extended DNs', () => {
  test('give id and DN', () => {
    expect(
      parseExtendedDn('<GUID=00112233-4455-6677-8899-AABBCCDDEEFF>;<SID=S-1-5-21-1-2-3-500>;CN=a\\;b,DC=x'),
    ).toEqual({ id: '00112233-4455-6677-8899-aabbccddeeff', dn: 'CN=a\\;b,DC=x' });
    expect(parseExtendedDn('CN=a,DC=x')).toEqual({ id: null, dn: 'CN=a,DC=x' });
  });
});

describe('groupType [groups 1.5]', () => {
  test.each([
    [-2147483640, 'security', 'universal'],
    [-2147483646, 'security', 'global'],
    [-2147483644, 'security', 'domainLocal'],
    [8, 'distribution', 'universal'],
    [2, 'distribution', 'global'],
    [4, 'distribution', 'domainLocal'],
    [-2147483643, 'security', 'domainLocal'],
  ])('%i is a %s group of scope %s', (value, category, scope) => {
    expect(categoryOf(value)).toBe(category);
    expect(scopeOf(value)).toBe(scope);
  });

  test('is signed and keeps its other bits', () => {
    expect(withKind(0, { category: 'security', scope: 'universal' })).toBe(-2147483640);
    expect(withKind(-2147483643, { category: 'distribution' })).toBe(5);
    expect(withKind(0x11, { category: 'security', scope: 'global' })).toBe(-2147483648 + 0x13);
    expect(withKind(-2147483640, { scope: 'domainLocal' })).toBe(-2147483644);
  });
});

describe('message framing', () => {
  const message = Buffer.from('300c02010161070a010004000400', 'hex');

  test('cuts a stream at every place into the same messages', () => {
    const stream = Buffer.concat([message, message, message]);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const first = splitMessages(stream.subarray(0, cut));
      const second = splitMessages(Buffer.concat([first.rest, stream.subarray(cut)]));
      expect([...first.messages, ...second.messages]).toEqual([message, message, message]);
      expect(second.rest).toHaveLength(0);
    }
  });

  test('puts what comes in parts together, however small they are', () => {
    const large = Buffer.concat([Buffer.from('308203e8', 'hex'), Buffer.alloc(1000, 7)]);
    const stream = Buffer.concat([message, large, message, large]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (sizes) => {
        const messages = new MessageStream();
        const found: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          found.push(...messages.take(stream.subarray(at, at + size)));
          at += size;
        }
        expect(found).toEqual([message, large, message, large]);
      }),
    );
  });

  test.each(['474554202f', '3080', '308500000000010000', '30847fffffff'])('refuses %s', (hex) => {
    expect(() => splitMessages(Buffer.from(hex, 'hex'))).toThrow(RangeError);
  });

  test('never fails in another way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          splitMessages(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});

describe('errors', () => {
  test('a Windows code says more than the LDAP code beside it', () => {
    expect(translate(new LdapFailure(68, '00002071: UpdErr: DSID-0305038D')).code).toBe('object.exists');
    expect(translate(new LdapFailure(68, '00000524: UpdErr: DSID-031A11E2')).attributes).toEqual([
      'sAMAccountName',
    ]);
    expect(translate(new LdapFailure(53, '0000052D: SvcErr')).attributes).toEqual(['unicodePwd']);
    expect(translate(new LdapFailure(19, '00000056: AtrErr')).code).toBe('signin.failed');
  });

  test('attributes are named where the directory names them', () => {
    const failure = new LdapFailure(
      19,
      '000021C8: AtrErr: DSID-03200BBA, #1:\n\t0: data 0, Att 90290 (userPrincipalName)\0',
    );
    expect(translate(failure)).toMatchObject({ code: 'object.exists', attributes: ['userPrincipalName'] });
  });

  test('every LDAP result code has a code of the contract', () => {
    for (let status = 1; status < 130; status += 1) {
      const error = translate(new LdapFailure(status, ''));
      expect(error.message).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('a contract error passes unchanged', () => {
    const error = translate(new LdapFailure(32, ''));
    expect(translate(error)).toBe(error);
  });
});

describe('settings', () => {
  const settings = { domain: 'corp.example.test', serviceAccount: 'muster@corp.example.test' };

  test('are checked offline, by field', () => {
    expect(activeDirectory.validate(settings)).toEqual([]);
    const problems = activeDirectory.validate({
      ...settings,
      baseDns: ['OU=Portal,DC=corp,DC=example,DC=test', 'DC=other', 'nonsense'],
      groupContainer: 'CN=Users,DC=corp,DC=example,DC=test',
      caCertificate: 'nonsense',
    });
    expect(problems.map(({ field }) => field)).toEqual([
      'baseDns',
      'baseDns',
      'groupContainer',
      'caCertificate',
    ]);
  });

  test('mark secret and address', () => {
    const { properties } = activeDirectory.settings;
    expect(properties.password).toMatchObject({ secret: true });
    for (const name of ['domain', 'domainControllers', 'tls', 'caCertificate']) {
      expect(properties[name], name).toMatchObject({ address: true });
    }
  });
});

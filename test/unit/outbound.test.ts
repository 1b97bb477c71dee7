import { describe, expect, it } from 'vitest';
import { isForbiddenAddress } from '../../activities/platform/outbound.ts';

describe('addresses Muster does not connect to', () => {
  it.each([
    '169.254.169.254',
    '169.254.1.1:636',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '::ffff:169.254.169.254',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]:389',
    'fe80::1',
    '[fe80::1%25eth0]:636',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fd00:0ec2:0:0::254',
    '100.100.100.200',
    'metadata.google.internal',
    'Metadata.Google.Internal.',
    'metadata',
    'postgresql://muster@169.254.169.254/people',
    'postgresql://muster@2852039166:5432/people',
    'postgresql://muster@metadata/people',
    ' 169.254.169.254 ',
    '１69.254.169.254',
  ])('%s', (text) => {
    expect(isForbiddenAddress(text)).toBe(true);
  });

  it.each([
    'dc1.corp.example.com',
    '10.0.0.1',
    '127.0.0.1',
    '::1',
    'localhost',
    'metadata.example.com',
    'postgresql://muster@db.example.org/metadata?sslmode=verify-full',
    'embedded',
    'ldaps',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    '',
  ])('but not %j', (text) => {
    expect(isForbiddenAddress(text)).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { mergeConnection } from '../../api/connection-settings.ts';

describe('the password of a store whose servers change', () => {
  const first = { host: 'dc1.corp.example.com', priority: 1 };
  const second = { host: 'dc2.corp.example.com', address: '10.0.0.2', priority: 2 };
  const known = {
    settings: {
      domain: 'corp.example.com',
      serviceAccount: 'muster@corp.example.com',
      domainControllers: [first, second],
    },
    secrets: { password: 'secret' },
  };
  const forgotten = (domainControllers: unknown): boolean =>
    mergeConnection('active-directory', { domainControllers }, known).secretChanges.password === null;

  test.each([
    ['another order', [second, first]],
    [
      'other priorities',
      [
        { ...first, priority: 2 },
        { ...second, priority: 1 },
      ],
    ],
    ['no priorities', [{ host: first.host }, second]],
    ['one server less', [second]],
  ])('%s keeps it [stores-and-links S10]', (_, servers) => {
    expect(forgotten(servers)).toBe(false);
  });

  test.each([
    ['a new server', [first, second, { host: 'dc3.corp.example.com' }]],
    ['another address', [first, { ...second, address: '10.0.0.3' }]],
    ['another port', [{ ...first, port: 3269 }]],
    ['those that DNS names', []],
    ['those that DNS names, by removing the setting', null],
  ])('%s needs it again', (_, servers) => {
    expect(forgotten(servers)).toBe(true);
  });
});

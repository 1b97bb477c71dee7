import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, isLoopback, readConfig, settings } from '../../activities/platform/config.ts';

const needed = { DATABASE_URL: 'postgres://m:p@127.0.0.1:5432/muster', TEMPORAL_ADDRESS: '127.0.0.1:7233' };

/** @returns what is wrong with the settings */
function problems(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig({ ...needed, ...environment });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('settings', () => {
  it('have defaults for everything but the two servers', () => {
    const config = readConfig(needed);
    expect(config).toMatchObject({
      home: resolve('.muster'),
      host: '127.0.0.1',
      port: 3000,
      trustProxy: false,
      logLevel: 'info',
      keysFile: resolve('.muster', 'keys.json'),
      databaseConnections: 10,
      workerQueues: 'all',
      workerConcurrency: 20,
    });
    expect(config.publicUrl.href).toBe('http://localhost:3000/');
    expect(config.temporal).toEqual({
      ...{ address: '127.0.0.1:7233', namespace: 'muster', apiKey: null, tls: false },
      ...{ caFile: null, certFile: null, keyFile: null },
    });
  });

  it('an empty value is an absent one', () => {
    expect(readConfig({ ...needed, MUSTER_PORT: '', TEMPORAL_API_KEY: '' })).toMatchObject({
      port: 3000,
      temporal: { apiKey: null },
    });
  });

  it('follow from one another: the home decides the key file, the port the public address', () => {
    const config = readConfig({ ...needed, MUSTER_HOME: '/var/lib/muster', MUSTER_PORT: '8080' });
    expect(config.keysFile).toBe(join('/var/lib/muster', 'keys.json'));
    expect(config.publicUrl.origin).toBe('http://localhost:8080');
  });

  it('tell all problems at once, each with its fix', () => {
    expect(problems({ MUSTER_PORT: '0', MUSTER_LOG_LEVEL: 'loud', MUSTER_TRUST_PROXY: 'yes' })).toEqual([
      expect.stringMatching(/^MUSTER_PORT is "0": give a port from 1 to 65535$/),
      expect.stringMatching(/^MUSTER_TRUST_PROXY is "yes": give one of true, false$/),
      expect.stringMatching(/^MUSTER_LOG_LEVEL is "loud": give one of trace, /),
    ]);
  });

  it('name a missing server', () => {
    expect(() => readConfig({})).toThrow(/DATABASE_URL is missing[^]*TEMPORAL_ADDRESS is missing/);
  });

  it('refuse a misspelt name, which would otherwise be ignored', () => {
    expect(problems({ MUSTER_PROT: '3001' })).toEqual([
      "MUSTER_PROT is not a setting of Muster; see the README's list",
    ]);
    expect(problems({ MUSTERED: '1', PATH: '/bin' })).toEqual([]);
  });

  it('never repeat a secret', () => {
    const secretNames = Object.entries(settings).flatMap(([name, setting]) =>
      'secret' in setting ? [name] : [],
    );
    expect(secretNames).toEqual(expect.arrayContaining(['DATABASE_URL', 'TEMPORAL_API_KEY']));
    const planted = Object.fromEntries(secretNames.map((name) => [name, 'planted-secret']));
    expect(problems({ ...planted, MUSTER_PORT: 'x' }).join('\n')).not.toContain('planted-secret');
  });

  it.each([
    ['https://muster.example.org', true],
    ['http://localhost:3000', true],
    ['http://127.8.9.10', true],
    ['http://[::1]:3000', true],
    ['http://muster.example.org', false],
    ['http://127.0.0.1.example.org', false],
    ['http://localhost.example.org', false],
    ['ftp://localhost', false],
    ['muster.example.org', false],
  ])('public address %s is accepted: %s', (url, accepted) => {
    expect(problems({ MUSTER_PUBLIC_URL: url }).length === 0).toBe(accepted);
  });

  it('of Elasticsearch go over TLS or loopback, without a password in the address, and as a whole', () => {
    const url = 'https://search.example.org:9200';
    expect(readConfig(needed).elasticsearch).toBe(null);
    expect(readConfig({ ...needed, ELASTICSEARCH_URL: url }).elasticsearch).toMatchObject({
      ...{ username: null, password: null, apiKey: null, caFile: null, indexPrefix: 'muster' },
    });
    expect(problems({ ELASTICSEARCH_URL: 'http://127.0.0.1:9200' })).toEqual([]);
    for (const wrong of [
      'http://search.example.org:9200',
      'https://elastic:secret@search.example.org',
      'search',
    ])
      expect(problems({ ELASTICSEARCH_URL: wrong }), wrong).toHaveLength(1);
    expect(problems({ ELASTICSEARCH_URL: url, ELASTICSEARCH_USERNAME: 'elastic' })).toEqual([
      'ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD: give both, or neither',
    ]);
    for (const prefix of ['Muster', '1muster', 'mus-ter', '*'])
      expect(problems({ ELASTICSEARCH_INDEX_PREFIX: prefix }), prefix).toHaveLength(1);
  });

  it('take whole numbers in range as ports, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), (port) => {
        expect(readConfig({ ...needed, MUSTER_PORT: String(port) }).port).toBe(port);
      }),
    );
    const notPort = (text: string) => !/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535;
    fc.assert(
      fc.property(fc.string({ minLength: 1 }).filter(notPort), (text) => {
        expect(problems({ MUSTER_PORT: text })).toHaveLength(1);
      }),
    );
  });

  it('are each described', () => {
    for (const [name, { description }] of Object.entries(settings)) {
      expect(name).toMatch(/^(MUSTER_[A-Z_]+|DATABASE_URL|(TEMPORAL|ELASTICSEARCH)_[A-Z_]+)$/);
      expect(description.length).toBeGreaterThan(8);
    }
  });

  it('loopback is 127.0.0.0/8, ::1 and localhost', () => {
    for (const host of ['localhost', '127.0.0.1', '127.255.0.9', '::1', '[::1]'])
      expect(isLoopback(host)).toBe(true);
    for (const host of ['0.0.0.0', '::', '128.0.0.1', '127.0.0.1.nip.io', 'x127.0.0.1', ''])
      expect(isLoopback(host)).toBe(false);
  });
});

/**
 * The production-shaped stack, as far as it can be judged without an engine: by Compose itself where
 * its command is installed, by its rules and ours in any case.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settings } from '../../activities/platform/config.ts';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const stack = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { environment: string }>;
  configs: Record<string, { content: string }>;
};

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  secrets?: (string | { source: string })[];
  configs?: { source: string }[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: unknown[] };
  profiles?: string[];
  restart?: string;
}

const services = Object.entries(stack.services);
const required = ['MUSTER_PUBLIC_URL', 'MUSTER_DATABASE_PASSWORD', 'TEMPORAL_DATABASE_PASSWORD'];
const given = {
  MUSTER_PUBLIC_URL: 'https://muster.example.org',
  ...{ POSTGRES_PASSWORD: 'a', MUSTER_DATABASE_PASSWORD: 'b', TEMPORAL_DATABASE_PASSWORD: 'c' },
};
/** Where the command finds itself; nothing that could fill in a variable. */
const machine = Object.fromEntries(
  ['PATH', 'HOME', 'DOCKER_CONFIG'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  ),
) as Record<string, string>;
const compose = (environment: Record<string, string>, ...args: string[]) =>
  spawnSync('docker', ['compose', '-f', join(root, 'docker-compose.yml'), ...args], {
    env: { ...machine, ...environment },
    encoding: 'utf8',
  });
const hasCompose = compose({}, 'version').status === 0;

describe('docker-compose.yml', () => {
  it('runs what the design lists', () => {
    const running = services.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name);
    expect(running).toEqual(
      expect.arrayContaining([
        'postgres',
        'temporal',
        'temporal-ui',
        'migrate',
        'api',
        'worker-1',
        'worker-2',
      ]),
    );
    expect(stack.services.elasticsearch?.profiles).toEqual(['search']);
  });

  it('names exact versions of what it fetches', () => {
    for (const [name, { image }] of services)
      if (image !== 'muster') expect(image, name).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  });

  it('has commands and checks made of words', () => {
    for (const [name, { command = [], healthcheck, environment = {} }] of services)
      for (const word of [...command, ...(healthcheck?.test ?? []), ...Object.values(environment)])
        expect(typeof word, `${name}: ${JSON.stringify(word)}`).toBe('string');
  });

  it('publishes the API only, on the loopback address: no other part asks who somebody is', () => {
    for (const [name, { ports = [] }] of services) {
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
      if (name !== 'api') expect(ports, name).toEqual([]);
    }
  });

  it('has no default password', () => {
    const variables = [...text.matchAll(/(?<!\$)\$\{([A-Z_]+)(:[?-])?/g)].map(([, name, kind]) => ({
      name,
      kind,
    }));
    // Nothing at all is no password: it leaves Elasticsearch out.
    const optional = [...text.matchAll(/\$\{([A-Z_]+):-\}/g)].map(([, name]) => name);
    expect(optional.sort()).toEqual(['ELASTICSEARCH_PASSWORD', 'ELASTICSEARCH_URL']);
    // A port and a size have a good default; what protects something has none.
    const hasDefault = (name = '') => /_(PORT|BUFFERS)$/.test(name) || optional.includes(name);
    for (const { name, kind } of variables) expect(kind, name).toBe(hasDefault(name) ? ':-' : ':?');
    expect([...new Set(variables.flatMap(({ name, kind }) => (kind === ':?' ? [name] : [])))].sort()).toEqual(
      [...required].sort(),
    );
    for (const [name, { environment = {} }] of services)
      for (const [key, value] of Object.entries(environment).filter(([key]) => /PASSWORD|PWD/.test(key)))
        expect(value, `${name} ${key}`).toMatch(/^(\$\{|\/run\/secrets\/)/);
  });

  it('refers only to what it declares', () => {
    for (const [name, service] of services) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        const target = stack.services[other];
        expect(target, `${name} -> ${other}`).toBeDefined();
        if (condition === 'service_healthy') expect(target?.healthcheck, other).toBeDefined();
        // What is waited for to end must not be started again when it has.
        if (condition === 'service_completed_successfully')
          expect(target?.restart, other).toBe('on-failure:5');
      }
      for (const volume of service.volumes ?? [])
        expect(Object.keys(stack.volumes)).toContain(volume.split(':')[0]);
      for (const secret of service.secrets ?? [])
        expect(Object.keys(stack.secrets)).toContain(typeof secret === 'string' ? secret : secret.source);
      for (const { source } of service.configs ?? []) expect(Object.keys(stack.configs)).toContain(source);
    }
  });

  it("gives Muster's processes entry points and settings that exist", () => {
    for (const [name, { image, command, environment = {} }] of services) {
      if (image !== 'muster') continue;
      expect(existsSync(join(root, command?.find((word) => !word.startsWith('--')) ?? 'none')), name).toBe(
        true,
      );
      const names = Object.keys(environment).filter((key) => key !== 'HOME');
      expect(Object.keys(settings), name).toEqual(expect.arrayContaining(names));
    }
  });

  it('copies every folder of the product into the image, and only that', () => {
    const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8');
    for (const folder of ['workflows', 'activities', 'api']) {
      expect(dockerfile).toContain(`COPY ${folder} ./${folder}\n`);
      expect(ignored).toContain(`!${folder}\n`);
    }
    expect(ignored).toMatch(/^\*$/m);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).not.toMatch(/^FROM (?!node:24-)/m);
  });

  it.skipIf(!hasCompose)('is accepted by Compose (needs docker compose)', () => {
    const accepted = compose(given, '--profile', 'search', 'config', '--quiet');
    expect(accepted.stderr).toBe('');
    expect(accepted.status).toBe(0);
  });

  it.skipIf(!hasCompose).each(required)('does not start without %s (needs docker compose)', (name) => {
    const refused = compose({ ...given, [name]: '' }, 'config', '--quiet');
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain(name);
  });
});

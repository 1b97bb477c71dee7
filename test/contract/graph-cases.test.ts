/**
 * Holds the Graph emulator to Microsoft's published requests and answers. They are read in place,
 * beside the checkout; where they are absent the tests say so and are skipped.
 */
import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemsOf, published, typeOf, typesMissing } from '../support/graph/answer-schema.ts';
import { GraphEmulator } from '../support/graph/emulator.ts';

const missing = typesMissing;

interface Case {
  readonly op: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  readonly kind: string;
  readonly type?: string;
  readonly response?: any;
  readonly steps?: readonly { readonly response: any }[];
}

/** What a directory has no use for; the emulator answers none of it. */
const outside: readonly { readonly match: RegExp; readonly why: string }[] = [
  { match: /^site\./, why: 'SharePoint sites are no part of a directory' },
  { match: /^driveItem\./, why: 'files are no part of a directory' },
];

const cases: readonly Case[] = missing === undefined ? published('graph-cases.json').cases : [];

const plain = (value: object): string[] => Object.keys(value).filter((name) => !name.includes('@'));

describe.skipIf(missing !== undefined)(
  `published requests of Graph${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let emulator: GraphEmulator;
    let token = '';
    const ids: Record<string, string> = {};

    const ask = (
      method: string,
      path: string,
      headers: Readonly<Record<string, string>> = {},
      body?: unknown,
    ): Promise<{ status: number; headers: any; body: any }> =>
      new Promise((resolve, reject) => {
        const url = path.startsWith('https://') ? path : `${emulator.origin}/v1.0${path}`;
        const payload =
          typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
        const sent = request(
          encodeURI(url),
          {
            method,
            ca: emulator.authority.caPem,
            headers: {
              ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
              ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
              ...headers,
            },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              const isJson = response.headers['content-type']?.startsWith('application/json');
              resolve({
                status: response.statusCode ?? 0,
                headers: response.headers,
                body: isJson ? JSON.parse(text) : text,
              });
            });
          },
        );
        sent.on('error', reject);
        sent.end(payload);
      });

    /** A tenant of its own for each case: the cases delete what others need. */
    const seed = (): void => {
      const { tenant } = emulator;
      tenant.entries.clear();
      const user = (name: string, extra: object = {}) =>
        tenant.add('user', {
          displayName: name,
          userPrincipalName: `${name.replaceAll(' ', '.').toLowerCase()}@contoso.onmicrosoft.com`,
          accountEnabled: true,
          ...extra,
        });
      const group = (name: string, extra: object = {}) =>
        tenant.add('group', {
          displayName: name,
          mailNickname: name,
          mailEnabled: false,
          securityEnabled: true,
          groupTypes: [],
          ...extra,
        });
      ids['user'] = user('Adele Vance', {
        mail: 'AdeleV@contoso.onmicrosoft.com',
        identities: [
          {
            signInType: 'emailAddress',
            issuer: 'contoso.onmicrosoft.com',
            issuerAssignedId: 'j.smith@yahoo.com',
          },
        ],
      });
      ids['other'] = user('Sara Davis');
      ids['owner'] = user('Second Owner');
      ids['group'] = group('a team', {
        groupTypes: ['Unified'],
        mailEnabled: true,
        securityEnabled: false,
        description: 'x',
      });
      ids['parent'] = group('Videos of all');
      tenant.link(ids['group'], 'members', ids['user'], true);
      tenant.link(ids['group'], 'owners', ids['user'], true);
      tenant.link(ids['group'], 'owners', ids['owner'], true);
      tenant.change(ids['user'], { manager: ids['other'] }, ['manager']);
    };

    beforeAll(async () => {
      emulator = await GraphEmulator.start();
      const { application, tenant } = emulator;
      const form = new URLSearchParams({
        client_id: application.clientId,
        scope: 'https://graph.microsoft.com/.default',
        client_secret: application.secret,
        grant_type: 'client_credentials',
      });
      const answer = await ask(
        'POST',
        `${emulator.origin}/${tenant.id}/oauth2/v2.0/token`,
        { 'content-type': 'application/x-www-form-urlencoded' },
        form.toString(),
      );
      token = answer.body.access_token;
    });
    afterAll(async () => {
      await emulator[Symbol.asyncDispose]();
    });

    /** Prepares what the case needs and fills in its placeholders. */
    const prepare = ({ op, path, body }: Case): { path: string; body: unknown } => {
      seed();
      const { tenant } = emulator;
      const of = (name: string): string => ids[name] ?? '';
      if (op.startsWith('deletedItems.')) {
        tenant.remove(of('user'), true);
        tenant.remove(of('group'), true);
      }
      if (op === 'group.members.add' || op === 'group.members.addMany')
        tenant.link(of('group'), 'members', of('user'), false);
      if (op === 'group.memberOf') tenant.link(of('parent'), 'members', of('group'), true);
      if (op === 'user.directReports') tenant.change(of('other'), { manager: of('user') }, ['manager']);
      if (op === 'directoryObject.getByIds') {
        return { path, body: { ids: [of('user'), of('group')], types: ['user'] } };
      }
      if (op === 'error.throttled') {
        emulator.faults.plan(/^GET \/v1\.0\/users/, { kind: 'status', status: 429, retryAfter: '2.128' });
      }
      const people = [of('user'), of('other'), of('owner')];
      const fill = (text: string): string =>
        text
          .replaceAll('{user-id}', of('user'))
          .replaceAll('{group-id}', of('group'))
          .replaceAll('{no-such-id}', '00000000-0000-4000-8000-000000000000')
          .replaceAll('{tenant}', tenant.id)
          .replaceAll('{client-id}', emulator.application.clientId)
          .replaceAll('{secret}', emulator.application.secret)
          .replaceAll('https://login.microsoftonline.com', emulator.origin);
      const template = body === undefined ? undefined : JSON.stringify(body);
      let at = 0;
      const filled =
        template === undefined
          ? undefined
          : JSON.parse(
              fill(template)
                .replaceAll(/(users|directoryObjects)\/\{id\}/g, (_whole, set: string) => {
                  const id = op === 'group.owners.add' ? of('other') : (people[at % people.length] ?? '');
                  at += 1;
                  return `${set}/${id}`;
                })
                .replaceAll(/users\/[\da-f]{8}-[\da-f-]{27}/g, () => {
                  const id = people[at % people.length] ?? '';
                  at += 1;
                  return `users/${id}`;
                }),
            );
      if (op === 'group.upsertByUniqueName') {
        return {
          path,
          body: {
            displayName: 'Golf Assist',
            mailEnabled: true,
            mailNickname: 'golfassist',
            securityEnabled: false,
            groupTypes: ['Unified'],
          },
        };
      }
      return { path: fill(path).replaceAll('{id}', of('user')), body: filled };
    };

    const headersOf = ({ op, headers }: Case): Record<string, string> => ({
      ...headers,
      // The page has them in its prose, not in the sample.
      ...(op === 'group.members.count' ? { ConsistencyLevel: 'eventual' } : {}),
      ...(op === 'group.upsertByUniqueName' ? { Prefer: 'create-if-missing' } : {}),
    });

    const isOutside = ({ op }: Case) => outside.find(({ match }) => match.test(op));

    for (const each of cases.filter((one) => isOutside(one) !== undefined)) {
      test.skip(`${each.op} (${isOutside(each)?.why ?? ''})`, () => undefined);
    }

    test.each(cases.filter((one) => isOutside(one) === undefined && one.kind !== 'sequence'))(
      '$op',
      async (one) => {
        const { path, body } = prepare(one);
        const answer = await ask(one.method, path, headersOf(one), body);
        expect(answer.status, JSON.stringify(answer.body)).toBe(one.status);
        const values: any[] = ['collection', 'delta'].includes(one.kind) ? answer.body.value : [answer.body];
        if (one.type !== undefined && one.kind !== 'none') {
          for (const value of values) expect(problemsOf(typeOf(value, one.type), value)).toEqual([]);
        }
        switch (one.kind) {
          case 'none':
            expect(answer.body).toBe('');
            break;
          case 'text':
            expect(answer.body).toMatch(/^\d+$/);
            break;
          case 'strings':
            expect(answer.body.value.every((each: unknown) => typeof each === 'string')).toBe(true);
            break;
          case 'value':
            expect(answer.body.value).toBe(one.response.value);
            break;
          case 'token':
            expect(answer.body).toMatchObject({
              token_type: 'Bearer',
              expires_in: 3599,
              access_token: expect.any(String),
            });
            break;
          case 'batch':
            for (const { id, status } of one.response.responses) {
              expect(answer.body.responses.find((each: any) => each.id === id)).toMatchObject({ status });
            }
            break;
          case 'error':
            expect(answer.body.error).toMatchObject({
              code: one.response.error.code,
              message: expect.any(String),
            });
            expect(answer.body.error.innerError).toMatchObject({ 'request-id': expect.any(String) });
            if (one.status === 429) expect(Number(answer.headers['retry-after'])).toBe(2.128);
            break;
          case 'delta':
            expect(answer.body['@odata.deltaLink'] ?? answer.body['@odata.nextLink']).toBeTypeOf('string');
            break;
          case 'collection':
            expect(values.length).toBeGreaterThan(0);
            if (one.response['@odata.count'] !== undefined)
              expect(answer.body['@odata.count']).toBeTypeOf('number');
            break;
          default:
            break;
        }
      },
    );

    /** Every name in a documented answer can be had, with the JSON type it has there. */
    test.each(
      cases.filter(
        (one) =>
          isOutside(one) === undefined &&
          one.method === 'GET' &&
          ['microsoft.graph.user', 'microsoft.graph.group'].includes(one.type ?? '') &&
          ['entity', 'collection'].includes(one.kind),
      ),
    )('the names of $op', async (one) => {
      const { path } = prepare(one);
      const documented = one.kind === 'entity' ? one.response : one.response.value[0];
      const names = plain(documented);
      const [base = '', query = ''] = path.split('?');
      const rest = query.split('&').filter((part) => part !== '' && !part.startsWith('$select'));
      const answer = await ask(
        'GET',
        `${base}?${[...rest, `$select=${names.join(',')}`].join('&')}`,
        one.headers,
      );
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      const value = one.kind === 'entity' ? answer.body : answer.body.value[0];
      expect(plain(value).sort()).toEqual(names.sort());
      for (const name of names) {
        if (value[name] === null || documented[name] === null) continue;
        expect(Array.isArray(value[name]), name).toBe(Array.isArray(documented[name]));
        expect(typeof value[name], name).toBe(typeof documented[name]);
      }
    });

    test('the schemas refuse a misspelt name and a wrong type', () => {
      expect(problemsOf('microsoft.graph.user', { id: '1', displayNam: 'x' })).not.toEqual([]);
      expect(problemsOf('microsoft.graph.user', { id: '1', accountEnabled: 'yes' })).not.toEqual([]);
      expect(problemsOf('microsoft.graph.user', { id: '1', accountEnabled: true })).toEqual([]);
    });

    test('the documented sequence of group deltas', async () => {
      const sequence = cases.find(({ kind }) => kind === 'sequence');
      expect(sequence?.steps).toHaveLength(4);
      seed();
      const { tenant, delta } = emulator;
      delta.pageSize = 1;
      const pages: any[] = [];
      const walk = async (from: string): Promise<string> => {
        let link: string | undefined = from;
        pages.length = 0;
        for (;;) {
          const { status, body } = await ask('GET', link);
          expect(status).toBe(200);
          for (const value of body.value) expect(problemsOf('microsoft.graph.group', value)).toEqual([]);
          pages.push(body);
          link = body['@odata.nextLink'];
          if (link === undefined) return body['@odata.deltaLink'];
        }
      };
      const first = await walk('/groups/delta?$select=displayName,description,members');
      expect(pages).toHaveLength(2);
      const [withMembers, without] = pages.flatMap(({ value }) => value);
      expect(withMembers['members@delta']).toEqual([
        { '@odata.type': '#microsoft.graph.user', id: ids['user'] },
      ]);
      expect(without).not.toHaveProperty('members@delta');
      const second = await walk(first);
      expect(pages.flatMap(({ value }) => value)).toEqual([]);
      tenant.link(ids['group'] ?? '', 'members', ids['user'] ?? '', false);
      tenant.link(ids['group'] ?? '', 'members', ids['other'] ?? '', true);
      await walk(second);
      expect(pages.flatMap(({ value }) => value)[0]['members@delta']).toEqual([
        { '@odata.type': '#microsoft.graph.user', id: ids['user'], '@removed': { reason: 'deleted' } },
        { '@odata.type': '#microsoft.graph.user', id: ids['other'] },
      ]);
      delta.pageSize = 100;
    });

    test('a batch of more than 20 parts, doubled ids and a failed dependency', async () => {
      seed();
      const part = (id: string, extra: object = {}) => ({
        id,
        method: 'GET',
        url: `/users/${ids['user'] ?? ''}`,
        ...extra,
      });
      const many = Array.from({ length: 21 }, (_, index) => part(String(index)));
      expect((await ask('POST', '/$batch', {}, { requests: many })).status).toBe(400);
      expect((await ask('POST', '/$batch', {}, { requests: [part('1'), part('1')] })).status).toBe(400);
      const { body } = await ask(
        'POST',
        '/$batch',
        {},
        {
          requests: [part('1', { url: '/users/nobody' }), part('2', { dependsOn: ['1'] })],
        },
      );
      expect(Object.fromEntries(body.responses.map((each: any) => [each.id, each.status]))).toEqual({
        1: 404,
        2: 424,
      });
    });
  },
);

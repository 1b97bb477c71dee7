/** Every route of the document: for each role, and with everything that can be wrong about a request. */
import fastJsonStringify from 'fast-json-stringify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heldBy, type Permission, permissions } from '../../workflows/contracts/permissions.ts';
import {
  adminLogin,
  type Answer,
  ApiTest,
  type Client,
  unknownId,
  userLogin,
  userPermissions,
} from '../support/api.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  readonly permission: Permission | null;
  readonly body: any;
  /** Schemas of its answers, by status. */
  readonly answers: Readonly<Record<string, any>>;
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema: any }[];
}

let api: ApiTest;
let admin: Client;
let user: Client;
/** By role, with the permissions each holds: every built-in one but Administrator, and one with nothing. */
let others: readonly (readonly [role: string, client: Client, held: readonly Permission[]])[];
let operations: Operation[];

beforeAll(async () => {
  api = await ApiTest.start();
  [admin, user] = await Promise.all([api.signedIn(adminLogin), api.signedIn(userLogin)]);
  api.endActions('succeeded');
  const desk = await api.addGroup('Desk', [await api.addUser('hilda.help')]);
  const bare = await api.addGroup('Bare', [await api.addUser('nils.nothing')]);
  const roles = `/stores/${api.home.storeId}/roles`;
  const { items } = (await admin.get(roles)).body;
  const helpdesk = items.find(({ name }: any) => name === 'Helpdesk');
  await admin.send('PATCH', `${roles}/${helpdesk.id as string}`, { criteriaGroupId: desk });
  await admin.post(roles, { name: 'Nothing', priority: 9, criteriaGroupId: bare });
  others = [
    ['User', user, userPermissions],
    ['Helpdesk', await api.signedIn('hilda.help'), helpdesk.permissions],
    ['Nothing', await api.signedIn('nils.nothing'), []],
  ];
  const { body } = await api.client().get('/openapi.json');
  operations = Object.entries(body.paths as Record<string, Record<string, any>>).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replace('/api/v1', ''),
      id: operation.operationId,
      permission: operation['x-permission'] ?? null,
      body: operation.requestBody?.content?.['application/json']?.schema ?? null,
      answers: Object.fromEntries(
        Object.entries<any>(operation.responses).map(([status, { content }]) => [
          status,
          content?.['application/json']?.schema ?? content?.['application/problem+json']?.schema,
        ]),
      ),
      parameters: operation.parameters ?? [],
    })),
  );
});
afterAll(() => api[Symbol.asyncDispose]());

/** Public while nobody has an account, by the code of the terminal (test/integration/set-up.test.ts). */
const setUpIds = ['checkSetUpCode', 'findSetUpGroups', 'setUp', 'testSetUpConnection'];
/** They belong to a sign-in that this browser has begun; what they answer to one that has not. */
const signInSteps: Readonly<Record<string, number>> = {
  getPendingSignIn: 401,
  cancelSignIn: 204,
  askForFactor: 401,
  giveFactor: 401,
  beginEnrolmentAtSignIn: 401,
  confirmEnrolmentAtSignIn: 401,
  leaveForProvider: 404,
  returnFromProvider: 401,
  signInByPasskey: 401,
};
const publicIds = [
  'getHealth',
  'getOpenApi',
  'listSignInChoices',
  'signIn',
  'askForPasskey',
  ...Object.keys(signInSteps),
  ...setUpIds,
];
/** They would end the session that the other routes need, or wait for events. */
const endsSession = ['signOut'];
/** Writes without a dry run, and why: all but the last only read. */
const withoutDryRun: Readonly<Record<string, string>> = {
  testStoreSettings: 'connects with what was typed, and keeps nothing',
  testWorkflows: 'tells whom a change would wait for',
  previewMailTemplate: 'shows the mail of an example',
  decodePayloads: 'decodes for the pages of Temporal',
  signOut: 'ends nothing but itself, and a page that only asks would stay signed in',
};

const addressOf = ({ path, parameters }: Operation, ids: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema;
    return encodeURIComponent(ids[name] ?? schema?.enum?.[0] ?? tokenOf(schema) ?? unknownId);
  });

/** Long parameters that are no ids of ours. */
const tokenOf = (schema: any): string | undefined =>
  schema?.minLength > 1 ? 'x'.repeat(schema.minLength) : undefined;

const isProblem = (answer: Answer) => {
  expect(String(answer.headers['content-type'])).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    status: answer.status,
    code: expect.any(String),
    detail: expect.any(String),
  });
  expect(JSON.stringify(answer.body)).not.toMatch(/\bat \w+.*\.ts|select |insert |node_modules|DC=/i);
};

/** A body that the schema accepts, as far as a schema can say. */
function sample(schema: any): any {
  if (schema === null || schema === undefined) return undefined;
  if (schema.anyOf) return sample(schema.anyOf[0]);
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.format === 'uuid') return unknownId;
  if (schema.format === 'date-time') return '2026-01-31T12:00:00Z';
  if (schema.format === 'email') return 'someone@example.org';
  if (String(schema.pattern).startsWith('^https')) return 'https://example.org';
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => (schema.required ?? []).includes(name) || schema.minProperties !== undefined)
          .map(([name, inner]) => [name, sample(inner)]),
      );
    case 'array':
      return schema.minItems ? [sample(schema.items)] : [];
    case 'integer':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return 'sample';
  }
}

it('what each route may answer can be written by its schema', () => {
  for (const { id, answers } of operations) {
    for (const [status, schema] of Object.entries(answers)) {
      if (schema === undefined) continue;
      expect(() => fastJsonStringify(schema), `${id} ${status}`).not.toThrow();
    }
  }
});

describe('each route and role [access-and-approvals O1] [access-and-approvals O4] [stores-and-links S1]', () => {
  it('is closed without a session', async () => {
    for (const operation of operations.filter(({ id }) => !publicIds.includes(id))) {
      const answer = await api.client().send(operation.method, addressOf(operation), sample(operation.body));
      expect([operation.id, answer.status, answer.body.code]).toEqual([operation.id, 401, 'session.missing']);
      isProblem(answer);
    }
  });

  it('is open without a session only where it must be', async () => {
    for (const { id, path, method, body } of operations) {
      if (!publicIds.includes(id) || id === 'signIn') continue;
      const { status } = await api
        .client()
        .send(method, path.replace('{providerId}', unknownId), sample(body));
      expect([id, status]).toEqual([id, signInSteps[id] ?? (setUpIds.includes(id) ? 409 : 200)]);
    }
  });

  it('is denied to User, Helpdesk and a role with nothing exactly where they lack the permission it names [access-and-approvals O7]', async () => {
    for (const [role, client, held] of others) {
      expect([role, (await client.get('/session')).body.role.name]).toEqual([role, role]);
      for (const operation of operations) {
        if (publicIds.includes(operation.id) || endsSession.includes(operation.id)) continue;
        const { status, body } = await client.send(
          operation.method,
          addressOf(operation),
          sample(operation.body),
        );
        const who = [role, operation.id];
        if (operation.permission !== null && heldBy(new Set(held), operation.permission) === null) {
          expect([...who, status, body.code]).toEqual([...who, 403, 'permission.denied']);
          expect(body.detail).toContain(operation.permission);
        } else {
          expect([...who, body?.code === 'permission.denied' && status === 403 ? body.detail : '']).toEqual([
            ...who,
            '',
          ]);
        }
      }
    }
  });

  it('is never denied to Administrator for lack of a permission', async () => {
    for (const operation of operations) {
      if (publicIds.includes(operation.id) || endsSession.includes(operation.id)) continue;
      const query = operation.parameters.some(({ name }) => name === 'dryRun') ? '?dryRun=true' : '';
      const { status } = await admin.send(
        operation.method,
        addressOf(operation) + query,
        sample(operation.body),
      );
      expect([operation.id, status]).not.toEqual([operation.id, 403]);
      expect([operation.id, status < 500]).toEqual([operation.id, true]);
    }
  });

  it('names a permission for every write that is no action of one person on their own', () => {
    const withoutPermission = operations
      .filter(
        ({ method, permission, id }) => method !== 'GET' && permission === null && !publicIds.includes(id),
      )
      .map(({ id }) => id);
    expect(withoutPermission.toSorted()).toEqual(
      [
        'approveRequest',
        'beginEnrolment',
        'breakGlass',
        'cancelExport',
        'confirmEnrolment',
        'createApiToken',
        'createDelegation',
        'createQuery',
        'createSavedView',
        'decideByMail',
        'decideRequests',
        'deleteExport',
        'deleteQuery',
        'deleteSavedView',
        'denyRequest',
        'endApiToken',
        'endDelegation',
        'endSession',
        'joinGroup',
        'leaveGroup',
        'removeFactor',
        'renameFactor',
        'renewBackupCodes',
        'saveSettings',
        'signOut',
        'startExport',
        'undoChange',
        'updateQuery',
        'updateSavedView',
        'withdrawRequest',
      ].toSorted(),
    );
    for (const { permission } of operations) {
      if (permission !== null) expect(permissions).toContain(permission);
    }
  });

  it('has a dry run for every write [stores-and-links 0.2]', () => {
    const without = operations
      .filter(
        ({ method, id, parameters }) =>
          method !== 'GET' && !publicIds.includes(id) && !parameters.some(({ name }) => name === 'dryRun'),
      )
      .map(({ id }) => id);
    expect(without.toSorted()).toEqual(Object.keys(withoutDryRun).toSorted());
  });

  it('writes down what was denied [access-and-approvals B4]', async () => {
    await user.get('/stores');
    await expect
      .poll(async () => {
        const { rows } = await api.database.pool.query(
          'select permission, route from denied_attempts where user_id = $1',
          [api.userId],
        );
        return rows;
      })
      .toContainEqual({ permission: 'Manage Identity Store', route: 'GET /api/v1/stores' });
  });
});

describe('bad input to every route', () => {
  const writes = () => operations.filter(({ method, id }) => method !== 'GET' && !endsSession.includes(id));
  const send = (operation: Operation, body: unknown, headers?: Record<string, string>) =>
    admin.send(operation.method, addressOf(operation), body, headers);

  it('unknown fields answer 422 and are named', async () => {
    for (const operation of writes().filter(({ body }) => body !== null)) {
      const answer = await send(operation, { ...sample(operation.body), 'no-such-field': 1 });
      expect([operation.id, answer.status]).toEqual([operation.id, 422]);
      expect([operation.id, answer.body.errors.map((error: any) => error.field)]).toEqual([
        operation.id,
        expect.arrayContaining(['no-such-field']),
      ]);
      isProblem(answer);
    }
  });

  it('wrong types answer 422 and name the field', async () => {
    for (const operation of writes().filter(({ body }) => body !== null)) {
      const schema = operation.body.anyOf?.[0] ?? operation.body;
      for (const name of Object.keys(schema.properties ?? {})) {
        for (const wrong of [{ a: 1 }, 17.5, [['x']]]) {
          const answer = await send(operation, { ...sample(schema), [name]: wrong });
          const isFree =
            ['settings', 'credential'].includes(name) && !Array.isArray(wrong) && typeof wrong === 'object';
          if (isFree) continue;
          expect([operation.id, name, answer.status]).toEqual([operation.id, name, 422]);
          const fields = answer.body.errors.map((error: any) => String(error.field));
          expect([operation.id, fields.some((field: string) => field.startsWith(name))]).toEqual([
            operation.id,
            true,
          ]);
          isProblem(answer);
        }
      }
    }
  });

  it('no JSON, other JSON, other media, NUL, broken Unicode, __proto__ and huge bodies answer 4xx', async () => {
    const nul = String.fromCharCode(0);
    for (const operation of writes()) {
      for (const body of [
        '{"a":',
        '[]',
        '"text"',
        '17',
        '{"__proto__":{"admin":true}}',
        '{"constructor":{"prototype":{"admin":true}}}',
        JSON.stringify({ ...sample(operation.body), name: `a${nul}b`, reason: nul, [`k${nul}`]: 1 }),
        '{"name":"\\ud800","reason":"\\udfff"}',
        JSON.stringify({ name: 'x'.repeat(1_100_000) }),
        `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      ]) {
        const answer = await send(operation, body);
        if (operation.body === null && answer.status === 404) continue;
        expect([operation.id, body.slice(0, 40), answer.status]).toEqual([
          operation.id,
          body.slice(0, 40),
          expect.toSatisfy((status: number) => status >= 400 && status < 500, 'is 4xx'),
        ]);
        isProblem(answer);
        expect([operation.id, answer.body.errors.length]).not.toEqual([operation.id, 0]);
      }
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'application/xml',
      ]) {
        const answer = await send(operation, '{}', { 'content-type': type });
        expect([operation.id, type, answer.status, answer.body.code]).toEqual([
          operation.id,
          type,
          415,
          'media.unsupported',
        ]);
      }
    }
  });

  it('bad ids answer 4xx', async () => {
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      for (const bad of [
        '1',
        "'; drop table requests; --",
        '../../etc/passwd',
        'a'.repeat(300),
        '\u0000',
        '%',
        'é',
      ]) {
        const ids = {
          storeId: bad,
          groupId: bad,
          requestId: bad,
          roleId: bad,
          portalId: bad,
          sessionId: bad,
          template: bad,
          language: bad,
        };
        const answer = await admin.send(operation.method, addressOf(operation, ids), sample(operation.body));
        expect([operation.id, bad, answer.status]).toEqual([
          operation.id,
          bad,
          expect.toSatisfy((status: number) => status >= 400 && status < 500, 'is 4xx'),
        ]);
        isProblem(answer);
      }
      for (const raw of ['%00', '%zz', '%ed%a0%80', '%2e%2e']) {
        // Two dots lead to another address before anything of ours sees them: one's own sessions, here.
        const led = new URL(operation.path.replaceAll(/\{\w+\}/g, raw), 'http://x').pathname;
        if (operations.some(({ method, path }) => method === operation.method && path === led)) continue;
        const answer = await admin.send(
          operation.method,
          operation.path.replaceAll(/\{\w+\}/g, raw),
          sample(operation.body),
        );
        expect([operation.id, raw, answer.status < 500 && answer.status >= 400]).toEqual([
          operation.id,
          raw,
          true,
        ]);
      }
    }
  });

  it('bad query strings answer 422 and name the parameter', async () => {
    for (const operation of operations) {
      const address = addressOf(operation, { storeId: api.home.storeId });
      for (const { name, schema } of operation.parameters.filter((parameter) => parameter.in === 'query')) {
        const wrong = [
          `${name}=a&${name}=b`,
          `${name}=%00`,
          ...(schema.type === 'string' && !schema.enum && !schema.format ? [] : [`${name}=nonsense`]),
        ];
        for (const query of wrong) {
          const answer = await admin.send(operation.method, `${address}?${query}`, sample(operation.body));
          expect([operation.id, query, answer.status]).toEqual([operation.id, query, 422]);
          expect([operation.id, JSON.stringify(answer.body.errors)]).toEqual([
            operation.id,
            expect.stringContaining(name),
          ]);
        }
      }
      if (operation.parameters.some((parameter) => parameter.in === 'query')) {
        const needed = operation.parameters
          .filter((parameter) => parameter.in === 'query' && parameter.required === true)
          .map(({ name, schema }) => `&${name}=${encodeURIComponent(sample(schema))}`);
        const answer = await admin.send(
          operation.method,
          `${address}?no-such=1${needed.join('')}`,
          sample(operation.body),
        );
        expect([operation.id, answer.status, answer.body.errors?.[0]?.field]).toEqual([
          operation.id,
          422,
          'no-such',
        ]);
      }
    }
  });

  it('bad headers answer 422 and name the header', async () => {
    for (const operation of operations) {
      const headers = operation.parameters
        .filter((parameter) => parameter.in === 'header')
        .map(({ name }) => name);
      if (headers.includes('idempotency-key')) {
        for (const key of ['x'.repeat(256), 'with space', 'ünicode']) {
          const answer = await admin.send(
            operation.method,
            addressOf(operation, { storeId: api.home.storeId }),
            sample(operation.body),
            { 'idempotency-key': key },
          );
          if (operation.id === 'undoChange') continue;
          expect([operation.id, answer.status, answer.body.errors?.[0]?.field]).toEqual([
            operation.id,
            422,
            'idempotency-key',
          ]);
        }
      }
    }
    const answer = await admin.send(
      'PATCH',
      `/stores/${api.home.storeId}`,
      { description: 'x' },
      { 'if-match': 'one' },
    );
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'if-match' }] } });
  });

  it('wrong methods answer 405 with the right ones, wrong addresses 404', async () => {
    for (const operation of operations) {
      const methods = operations.filter(({ path }) => path === operation.path).map(({ method }) => method);
      const wrong = ['PUT', 'PATCH', 'DELETE', 'POST'].find((method) => !methods.includes(method)) ?? 'PUT';
      const answer = await admin.send(wrong, addressOf(operation));
      expect([operation.id, wrong, answer.status]).toEqual([operation.id, wrong, 405]);
      expect(String(answer.headers['allow'])).toContain(operation.method);
      isProblem(answer);
    }
    for (const path of ['/no-such', '/stores/../../etc', '/session;x', '//stores']) {
      const answer = await admin.get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      isProblem(answer);
    }
  });

  it('a missing or wrong CSRF token is refused on every write before its body is read', async () => {
    for (const operation of writes().filter(({ id }) => !publicIds.includes(id))) {
      for (const token of ['', 'wrong']) {
        const answer = await admin.send(operation.method, addressOf(operation), '{"a":', {
          'x-csrf-token': token,
        });
        expect([operation.id, answer.status, answer.body.errors[0].field]).toEqual([
          operation.id,
          403,
          'x-csrf-token',
        ]);
      }
    }
  });
});

describe('every answer', () => {
  it('forbids framing, sniffing, caching and foreign scripts', async () => {
    const { headers } = await admin.get('/session');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self' 'nonce-/);
  });

  it('was written to no log with a password, a cookie or a token', () => {
    const text = api.logLines.join('');
    expect(text).not.toContain('correct horse battery staple');
    expect(text).not.toContain(admin.csrf);
    expect(text).not.toContain(decodeURIComponent(admin.cookie.split('=')[1] ?? 'none').split('.')[0]);
  });
});

/** Roles, what they allow and what their policies say, by the API. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminLogin, ApiTest, type Client } from '../support/api.ts';

let api: ApiTest;
let admin: Client;

beforeAll(async () => {
  api = await ApiTest.start();
  admin = await api.signedIn(adminLogin);
});
afterAll(() => api[Symbol.asyncDispose]());

const path = () => `/stores/${api.home.storeId}/roles`;
const newRole = (values: Record<string, unknown>) =>
  admin.post(path(), { criteriaGroupId: api.home.groupId, ...values });

describe('policies of a role', () => {
  it('have defaults, and are kept one by one [access-and-approvals 4]', async () => {
    const made = await newRole({ name: 'Policies', priority: 60 });
    expect(made.body.policies).toMatchObject({
      groupOwners: { primaryRequired: false, minAdditional: 0, maxAdditional: 100 },
      search: { containerId: null, filter: null },
      password: { questions: 4, minAnswerLength: 3, failThreshold: 5, lockMinutes: 15 },
      authentication: { enforcedFactors: [], chosenByUser: 0, secondFactor: false },
    });
    const role = `${path()}/${made.body.id as string}`;
    const owners = { primaryRequired: true, minAdditional: 1, maxAdditional: 4 };
    const filter = { op: 'compare', attribute: 'department', test: 'equals', value: 'Sales' };
    await admin.send('PATCH', role, { policies: { groupOwners: owners } });
    await admin.send('PATCH', role, { policies: { search: { containerId: null, filter } } });
    const { policies } = (await admin.get(role)).body;
    expect([policies.groupOwners, policies.search]).toEqual([owners, { containerId: null, filter }]);
    await admin.send('DELETE', role);
  });

  it('refuse what cannot be, naming the field [access-and-approvals O6] [access-and-approvals Y1]', async () => {
    const compare = { op: 'compare', test: 'equals', value: 'x' };
    const wrong: [field: string, policies: Record<string, unknown>][] = [
      [
        'policies/groupOwners/maxAdditional',
        { groupOwners: { primaryRequired: false, minAdditional: 2, maxAdditional: 1 } },
      ],
      [
        'policies/groupOwners/minAdditional',
        { groupOwners: { primaryRequired: false, minAdditional: 4, maxAdditional: 9 } },
      ],
      ['policies/groupNamePrefixes/prefixes', { groupNamePrefixes: { prefixes: [], enforce: true } }],
      [
        'policies/search/filter/attribute',
        { search: { containerId: null, filter: { ...compare, attribute: 'shoeSize' } } },
      ],
      [
        'policies/search/filter/nodes/0/value',
        {
          search: {
            containerId: null,
            filter: { op: 'and', nodes: [{ ...compare, attribute: 'kind', value: 'ghost' }] },
          },
        },
      ],
      [
        'policies/authentication/chosenByUser',
        { authentication: { enforcedFactors: ['totp'], chosenByUser: 7, secondFactor: false } },
      ],
      ['policies/nonsense', { nonsense: {} }],
    ];
    for (const [field, policies] of wrong) {
      const { status, body } = await newRole({ name: 'Wrong', priority: 61, policies });
      expect([field, status, body.errors?.[0]?.field]).toEqual([field, 422, field]);
    }
  });
});

/** Two administrators who change the same thing at the same moment. */
import { expect, test } from 'vitest';
import type { Answer, ApiClient } from '../../support/client.ts';
import type { Company } from '../../support/company.ts';

export function twoAdministratorsTests(company: Company): void {
  const store = () => `/stores/${company.corp.storeId}`;
  const both = (change: (client: ApiClient, name: string) => Promise<Answer>) =>
    Promise.all([change(company.ada, 'ada'), change(company.corp.admin, 'root')]);

  test('[stores-and-links 0.1] who has seen the older version is refused, and the first change stands whole', async () => {
    const role = (await company.ada.get(`${store()}/roles`)).body.items.find(
      (item: any) => item.name === 'User',
    );
    const changes: readonly (readonly [string, 'PATCH' | 'PUT', string, (name: string) => object, string])[] =
      [
        ['store', 'PATCH', store(), (name) => ({ description: name }), 'description'],
        ['role', 'PATCH', `${store()}/roles/${role.id}`, (name) => ({ description: name }), 'description'],
        [
          'mail',
          'PUT',
          `${store()}/mail`,
          (name) => ({ host: '127.0.0.1', tls: false, fromAddress: `${name}@corp.example.test` }),
          'fromAddress',
        ],
      ];
    for (const [what, method, path, body, field] of changes) {
      const etag = (await company.ada.get(path)).headers.get('etag') ?? '';
      const answers = await both((client, name) =>
        client.send(method, path, { body: body(name), headers: { 'if-match': etag } }),
      );
      expect([what, ...answers.map(({ status }) => status).toSorted()]).toEqual([what, 200, 412]);
      const won = answers.find(({ status }) => status === 200);
      expect(answers.find(({ status }) => status === 412)?.body).toMatchObject({
        code: 'version.stale',
        errors: [{ field: 'if-match' }],
      });
      const read = await company.ada.get(path);
      expect(read.body[field]).toBe(won?.body[field]);
      expect(read.headers.get('etag')).not.toBe(etag);
    }
  });
}

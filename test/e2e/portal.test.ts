/** The portal as people see it: a whole Muster with a local store, and Chromium. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureUi } from '../../scripts/lib/ui.mjs';
import {
  browserMissing,
  fitsItsWidth,
  openWindow,
  type Scheme,
  seriousFindings,
  signIn,
  startBrowser,
} from '../support/browser.ts';
import { ApiClient } from '../support/client.ts';
import { addLocalPeople } from '../support/local-people.ts';
import { OwnServers } from '../support/servers.ts';
import { adminLogin, adminPassword as password, Stack } from '../support/stack.ts';

const hostileName = '<img src=x onerror=window.broken=true>';
const people = [
  { login: 'olga.owner', displayName: 'Olga Owner' },
  { login: 'uwe.user', displayName: 'Uwe User' },
  { login: 'hostile', displayName: hostileName },
  { login: 'rtl', displayName: 'محمد عبد الرحمن الخوارزمي' },
  { login: 'long', displayName: 'W'.repeat(64) },
  { login: 'german', displayName: 'Rechtsschutzversicherungsgesellschaften-Vorstandsvorsitzende Überlingen' },
];

describe.skipIf(browserMissing !== undefined)(
  `the portal in a browser${browserMissing === undefined ? '' : ` (${browserMissing})`}`,
  { timeout: 120_000 },
  () => {
    let servers: OwnServers;
    let stack: Stack;
    let browser: Browser;
    let olga: ApiClient;
    let storeId: string;
    let groupId: string;

    const createGroup = async (body: object): Promise<string> => {
      const answer = await olga.post(`/stores/${storeId}/groups`, body, { headers: { prefer: 'wait=30' } });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      return (await olga.get(`/requests/${answer.body.requestId}`)).body.target.id as string;
    };

    beforeAll(async () => {
      await ensureUi();
      servers = await OwnServers.start();
      stack = await Stack.create(servers);
      await stack.start('api', 'worker');
      await stack.bootstrap();
      const added = await addLocalPeople(servers, stack, people, password);
      storeId = added.storeId;
      olga = await ApiClient.signIn(stack.base, storeId, 'olga.owner', password);
      groupId = await createGroup({
        name: 'Rowing club',
        description: 'Boats and oars',
        securityType: 'semi-private',
        members: [...added.ids.values()].filter((id) => id !== added.ids.get('uwe.user')),
      });
      browser = await startBrowser();
    }, 180_000);
    afterAll(async () => {
      await browser.close();
      await stack[Symbol.asyncDispose]();
      await servers[Symbol.asyncDispose]();
    }, 60_000);

    const person = (login: string) => ({ login, password });

    test('the page comes with a nonce of its own; what is not there is not cached', async () => {
      const [first, second] = await Promise.all([fetch(`${stack.base}/groups`), fetch(stack.base)]);
      expect(first.status).toBe(200);
      expect(first.headers.get('cache-control')).toBe('no-store');
      const nonceOf = async (page: Response) =>
        /csp-nonce" nonce="([^"]+)"/.exec(await page.text())?.[1] ?? '';
      const nonces = [await nonceOf(first), await nonceOf(second)];
      expect(new Set(nonces).size).toBe(2);
      const policy = first.headers.get('content-security-policy') ?? '';
      expect(policy).toContain(`'nonce-${nonces[0] ?? 'none'}'`);
      expect(policy).not.toContain('unsafe-');
      for (const path of ['/api/v1/nothing', '/api', '/assets/nothing.js']) {
        const missing = await fetch(`${stack.base}${path}`);
        expect(missing.status, path).toBe(404);
        expect(missing.headers.get('cache-control'), path).toBe('no-store');
      }
      const script = /src="(\/assets\/[^"]+\.js)"/.exec(await (await fetch(stack.base)).text())?.[1] ?? '';
      const asset = await fetch(`${stack.base}${script}`);
      expect(asset.headers.get('cache-control')).toContain('immutable');
    });

    test('[access-and-approvals A1] a wrong password says so and keeps the name', async () => {
      const { page, faults } = await openWindow(browser);
      await page.goto(`${stack.base}/groups?q=rowing`);
      await page.getByLabel('Login name').fill('uwe.user');
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').getByText('Signing in did not work').waitFor();
      expect(await page.getByLabel('Login name').inputValue()).toBe('uwe.user');
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      // Back to the address that was asked for.
      await page.getByRole('link', { name: 'Rowing club' }).waitFor();
      expect(new URL(page.url()).search).toContain('q=rowing');
      expect(faults).toEqual([]);
      await page.context().close();
    });

    test('[groups 1.1] a group is created by the wizard; a taken name is told at its field and nothing is lost', async () => {
      const { page, faults } = await openWindow(browser);
      await signIn(page, stack.base, person('olga.owner'));
      await page.getByRole('link', { name: 'Create a group' }).click();
      await page.getByLabel('Name', { exact: false }).first().fill('Rowing club');
      await page.getByLabel('Description').fill('Kept while the name is wrong');
      for (let step = 0; step < 3; step += 1)
        await page.getByRole('button', { name: 'Next', exact: true }).click();
      await page
        .getByText(/Rowing club (already exists|is in use)/)
        .first()
        .waitFor();
      const name = page.getByRole('textbox', { name: /^Name/ });
      await name.waitFor();
      expect(await name.evaluate((element: any) => element === element.ownerDocument.activeElement)).toBe(
        true,
      );
      expect(await page.getByLabel('Description').inputValue()).toBe('Kept while the name is wrong');
      await name.fill('Chess club');
      for (let step = 0; step < 3; step += 1)
        await page.getByRole('button', { name: 'Next', exact: true }).click();
      await page.getByText('Nobody: it is done at once.').waitFor();
      await page.getByRole('button', { name: 'Create a group' }).click();
      await page.getByRole('heading', { name: 'Create Chess club' }).waitFor();
      await page.getByRole('list', { name: 'Timeline' }).getByText('Done').waitFor();
      await page.getByRole('link', { name: 'Show the group' }).click();
      await page.getByRole('heading', { name: 'Chess club' }).waitFor();
      await page.getByText('Kept while the name is wrong').first().waitFor();
      expect(faults).toEqual([]);
      await page.context().close();
    });

    test('[groups 4.1] [access-and-approvals Q1] asking in one window, approving in another, the timeline live in the first', async () => {
      const uwe = await openWindow(browser);
      const owner = await openWindow(browser, { width: 400 });
      await signIn(uwe.page, stack.base, person('uwe.user'));
      await signIn(owner.page, stack.base, person('olga.owner'));

      await uwe.page.goto(`${stack.base}/groups/${storeId}/${groupId}`);
      await uwe.page.getByRole('button', { name: 'Ask to join' }).click();
      const dialog = uwe.page.getByRole('dialog');
      await dialog.getByText('Olga Owner').waitFor();
      await dialog.getByLabel('Reason').fill('I row every morning');
      await dialog.getByRole('button', { name: 'Ask to join' }).click();
      const timeline = uwe.page.getByRole('list', { name: 'Timeline' });
      await timeline.getByText('Waiting for approval').waitFor();
      await uwe.page.getByText('Live', { exact: true }).waitFor();

      await owner.page.goto(`${stack.base}/inbox`);
      await owner.page.getByRole('link', { name: 'Join Rowing club' }).click();
      await owner.page.getByText('I row every morning').waitFor();
      await owner.page.getByRole('button', { name: 'Deny' }).click();
      await owner.page.getByText('Say why, so that the requester knows what to do').waitFor();
      await owner.page.getByLabel('Reason').fill('Welcome');
      await owner.page.getByRole('button', { name: 'Approve' }).click();
      await owner.page.getByText('Nothing more waits for you.').waitFor();

      // Nobody touched the first window.
      await timeline.getByText('Approved').waitFor();
      await timeline.getByText('Done').waitFor();
      const members = await olga.get(`/stores/${storeId}/groups/${groupId}/members`);
      expect(members.body.items.map((one: any) => one.displayName)).toContain('Uwe User');
      expect([...uwe.faults, ...owner.faults]).toEqual([]);
      await Promise.all([uwe.page.context().close(), owner.page.context().close()]);
    });

    test('[access-and-approvals A5] an ended session asks again over the page and sends what was typed', async () => {
      const { page } = await openWindow(browser);
      await signIn(page, stack.base, person('olga.owner'));
      await page.goto(`${stack.base}/groups/${storeId}/${groupId}/edit`);
      await page.getByLabel('Description').fill('Typed before the session ended');
      await page.context().clearCookies();
      await page.getByRole('button', { name: 'Review' }).click();
      const again = page.getByRole('dialog', { name: 'Sign in again' });
      await again.getByLabel('Password', { exact: true }).fill(password);
      await again.getByRole('button', { name: 'Sign in' }).click();
      await page
        .getByRole('dialog', { name: 'Review the change' })
        .getByText('Typed before the session ended')
        .waitFor();
      await page.context().close();
    });

    for (const [scheme, width] of [
      ['light', 1440],
      ['dark', 400],
      ['light', 768],
    ] as const satisfies readonly (readonly [Scheme, number])[]) {
      test(`every page at ${String(width)} px, ${scheme}: no barrier that axe finds, nothing cut, no markup from names`, async () => {
        const { page, faults } = await openWindow(browser, { scheme, width });
        const local = people[3]?.displayName ?? '';
        const found: string[] = [];
        const look = async (path: string) => {
          await page.goto(`${stack.base}${path}`);
          await page.locator('h1, h3').first().waitFor();
          await page.waitForLoadState('networkidle');
          found.push(...(await seriousFindings(page)).map((one) => `${path}: ${one}`));
          if (!(await fitsItsWidth(page))) found.push(`${path}: wider than the window`);
        };
        await look('/sign-in');
        await signIn(page, stack.base, person(adminLogin));
        const requests = await olga.get('/requests');
        const paths = [
          '/',
          '/groups',
          `/groups/${storeId}/${groupId}`,
          `/groups/${storeId}/${groupId}?tab=members`,
          `/groups/${storeId}/${groupId}/edit`,
          '/groups/new',
          '/people',
          '/inbox',
          '/requests',
          '/requests/all',
          `/requests/${requests.body.items[0].id as string}`,
          '/history',
          '/profile',
          '/admin/stores',
          '/admin/stores/new',
          `/admin/stores/${storeId}`,
          '/admin/roles',
          '/admin/portals',
          '/admin/group-creation',
          '/no-access',
          '/nowhere',
        ];
        for (const path of paths) await look(path);
        await look('/people');
        await page.getByRole('link', { name: hostileName }).waitFor();
        await page.getByRole('link', { name: local }).waitFor();
        expect(await page.evaluate('window.broken')).toBeUndefined();
        expect(found).toEqual([]);
        expect(faults).toEqual([]);
        await page.context().close();
      });
    }
  },
);

/** What stands around every page: settings, toasts, lost connections, the keyboard. One Muster for all. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureUi } from '../../scripts/lib/ui.mjs';
import { browserMissing, openWindow, seriousFindings, signIn, startBrowser } from '../support/browser.ts';
import { ApiClient } from '../support/client.ts';
import { layoutFaults } from '../support/layout.ts';
import { addLocalPeople } from '../support/local-people.ts';
import { until } from '../support/ports.ts';
import { OwnServers } from '../support/servers.ts';
import { adminPassword as password, Stack } from '../support/stack.ts';

describe.skipIf(browserMissing !== undefined)(
  `the shell in a browser${browserMissing === undefined ? '' : ` (${browserMissing})`}`,
  { timeout: 90_000 },
  () => {
    let servers: OwnServers;
    let stack: Stack;
    let browser: Browser;
    let olga: ApiClient;
    let storeId: string;
    let groupPath: string;

    beforeAll(async () => {
      await ensureUi();
      servers = await OwnServers.start();
      stack = await Stack.create(servers);
      await stack.start('api', 'worker');
      const admin = await stack.bootstrap();
      const people = [
        { login: 'olga.owner', displayName: 'Olga Owner' },
        { login: 'uwe.user', displayName: 'Uwe User' },
      ];
      ({ storeId } = await addLocalPeople(servers, stack, people, password));
      expect((await admin.patch(`/stores/${storeId}`, { historyViews: true })).status).toBe(200);
      olga = await ApiClient.signIn(stack.base, storeId, 'olga.owner', password);
      const created = await olga.post(
        `/stores/${storeId}/groups`,
        { name: 'Rowing club', description: 'Boats and oars', securityType: 'public' },
        { headers: { prefer: 'wait=30' } },
      );
      const { target } = (await olga.get(`/requests/${created.body.requestId}`)).body;
      groupPath = `/groups/${storeId}/${target.id}`;
      browser = await startBrowser();
    }, 180_000);
    afterAll(async () => {
      await browser.close();
      await stack[Symbol.asyncDispose]();
      await servers[Symbol.asyncDispose]();
    }, 60_000);

    const windowOf = async (login: string, width?: number): Promise<{ page: Page; faults: string[] }> => {
      const opened = await openWindow(browser, width === undefined ? {} : { width });
      await signIn(opened.page, stack.base, { login, password });
      return opened;
    };
    const close = ({ page, faults }: { page: Page; faults: string[] }) => {
      expect(faults).toEqual([]);
      return page.context().close();
    };
    const schemeOf = (page: Page) =>
      page.evaluate('document.documentElement.getAttribute("data-mantine-color-scheme")');

    test('scripts and styles are sent compressed, as they were built, to browsers that can read them', async () => {
      const page = await (await fetch(`${stack.base}/sign-in`)).text();
      const all = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(
        ([, path = '']) => path,
      );
      const sent = (file: string, encodings: string) =>
        fetch(`${stack.base}${file}`, { headers: { 'accept-encoding': encodings } });
      const plain = await Promise.all(
        all.map(async (file) => ({ file, bytes: (await (await sent(file, 'identity')).bytes()).length })),
      );
      const files = plain.filter(({ bytes }) => bytes > 10_000).map(({ file }) => file);
      expect(new Set(files.map((file) => file.split('.').at(-1)))).toEqual(new Set(['js', 'css']));
      for (const [asked, answered] of [
        ['gzip, deflate, br', 'br'],
        ['gzip', 'gzip'],
        ['identity', null],
      ] as const) {
        for (const file of files) {
          const { status, headers } = await sent(file, asked);
          expect([file, status, headers.get('content-encoding')]).toEqual([file, 200, answered]);
          expect(headers.get('vary')).toContain('accept-encoding');
        }
      }
    });

    test('[users-and-search P1.1] theme and time zone follow their person to another browser', async () => {
      const first = await windowOf('uwe.user');
      await first.page.getByRole('button', { name: 'Profile of Uwe User' }).click();
      await first.page.getByRole('menuitem', { name: 'Profile and settings' }).click();
      await first.page.getByText('Dark', { exact: true }).click();
      const zone = first.page.getByRole('combobox', { name: 'Time zone' });
      await zone.click();
      await zone.fill('Tokyo');
      await first.page.getByRole('option', { name: 'Asia/Tokyo' }).click();
      await first.page.getByRole('status').filter({ hasText: 'Saved' }).waitFor({ state: 'attached' });
      await close(first);

      const second = await windowOf('uwe.user');
      await expect.poll(() => schemeOf(second.page)).toBe('dark');
      await second.page.goto(`${stack.base}/profile`);
      await second.page.locator('time').first().waitFor();
      expect(await second.page.locator('time').first().getAttribute('title')).toMatch(/GMT\+9|JST/);
      await second.page.getByRole('button', { name: 'Reset to defaults' }).click();
      await expect.poll(() => schemeOf(second.page)).toBe('light');
      await close(second);
    });

    test('what was joined is told wherever one is by then, and undone by its toast', async () => {
      const opened = await windowOf('uwe.user');
      const { page } = opened;
      await page.goto(`${stack.base}${groupPath}`);
      await page.getByRole('button', { name: 'Join', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Join', exact: true }).click();
      const joined = page.getByRole('alert').filter({ hasText: 'Join Rowing club' });
      await joined.getByText('Done').waitFor();
      await joined.getByRole('button', { name: 'Undo' }).click();
      await page
        .getByRole('alert')
        .filter({ hasText: 'Undo a change of Rowing club' })
        .getByText('Done')
        .waitFor();
      await page.goto(`${stack.base}${groupPath}?tab=members`);
      await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
      await close(opened);
    });

    test('[groups 3.10] a refused value closes the review, stands at its field and has the focus', async () => {
      const opened = await windowOf('olga.owner');
      const { page } = opened;
      await page.goto(`${stack.base}${groupPath}/edit`);
      await page.getByLabel('Mail address').fill('no address');
      await page.getByRole('button', { name: 'Review' }).click();
      await page.getByRole('alert').first().waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      const mail = page.getByLabel('Mail address');
      await expect
        .poll(() => mail.evaluate((element: any) => element === element.ownerDocument.activeElement))
        .toBe(true);
      expect(await mail.getAttribute('aria-invalid')).toBe('true');
      expect(await mail.inputValue()).toBe('no address');
      await close(opened);
    });

    test('the group page has its tabs by keyboard, at 400 px too, and open requests in sight of each', async () => {
      const opened = await windowOf('olga.owner', 400);
      const { page } = opened;
      await page.goto(`${stack.base}${groupPath}`);
      await page.getByRole('tab', { name: 'Overview' }).focus();
      for (const name of ['Members', 'Owners', 'Requests', 'History']) {
        await page.keyboard.press('ArrowRight');
        await page.getByRole('tab', { name, selected: true }).waitFor();
        expect(await layoutFaults(page), name).toEqual([]);
      }
      expect(new URL(page.url()).search).toContain('tab=history');
      await page.getByRole('tabpanel').getByText('Create a group').waitFor();
      await close(opened);
    });

    test('keys lead to pages, the new page is announced, `?` lists them, and Escape gives the focus back', async () => {
      const opened = await windowOf('olga.owner');
      const { page } = opened;
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
      const people = page.getByRole('heading', { level: 1, name: 'People' });
      // On a busy machine the second key may come too late to belong to the first.
      await until('the page of people', 20_000, async () => {
        await page.keyboard.press('g');
        await page.keyboard.press('p');
        return people.waitFor({ timeout: 4_000 }).then(
          () => true,
          () => false,
        );
      });
      await page
        .getByRole('status')
        .filter({ hasText: /^People$/ })
        .waitFor({ state: 'attached' });
      expect(await page.evaluate('document.activeElement.id')).toBe('content');
      await page.keyboard.press('?');
      const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await dialog.getByText('Next row of a list').waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content');
      await close(opened);
    });

    test('[access-and-approvals B1] [access-and-approvals B3] [access-and-approvals B4] a token is shown once, a delegate chosen, a refusal explained', async () => {
      const opened = await windowOf('olga.owner');
      const { page } = opened;
      const sound = async () => [...(await seriousFindings(page)), ...(await layoutFaults(page))];
      await page.goto(`${stack.base}/profile/tokens`);
      await page.getByRole('button', { name: 'Make a token' }).click();
      await page.getByLabel('Name').fill('Nightly');
      await page.getByLabel('Create Static Group').check();
      await page.getByRole('button', { name: 'Save' }).click();
      const made = page.getByRole('dialog', { name: 'Copy the token now' });
      const secret = (await made.getByText(/^muster_/).textContent()) ?? '';
      expect(await seriousFindings(page)).toEqual([]);
      await made.getByLabel('I have copied it').check();
      await made.getByRole('button', { name: 'Done' }).click();
      await page.getByText('never used').waitFor();
      expect(await page.content()).not.toContain(secret);
      const answer = await fetch(`${stack.base}/api/v1/requests/counts`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
      expect(await sound()).toEqual([]);

      await page.goto(`${stack.base}/profile/delegation`);
      await page.getByRole('button', { name: 'Choose who stands in' }).click();
      await page
        .getByRole('combobox', { name: 'Stands in for you' })
        .or(page.getByLabel('Stands in for you'))
        .first()
        .fill('uwe');
      await page.getByRole('option', { name: 'Uwe User' }).click();
      const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
      await page.getByLabel('Last day away').fill(day);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('button', { name: 'End the delegation to Uwe User' }).click();
      await page.getByRole('button', { name: 'End', exact: true }).last().click();
      await page.getByText('Nobody stands in for you').waitFor();
      expect(await sound()).toEqual([]);

      await page.goto(`${stack.base}/admin/roles`);
      await page.getByRole('link', { name: 'Why can’t I?' }).click();
      await page.getByText('Your role User does not hold “Manage Security Roles”').waitFor();
      expect(await sound()).toEqual([]);
      await close(opened);
    });

    test('an API that is away is told, keeps what was typed, and heals by itself', async () => {
      const opened = await windowOf('olga.owner');
      const { page } = opened;
      await page.goto(`${stack.base}${groupPath}/edit`);
      await page.getByLabel('Description').fill('Typed while it was away');
      await stack.stop('api');
      await page.getByRole('button', { name: 'Review' }).click();
      await page.getByRole('status').filter({ hasText: 'Muster does not answer' }).waitFor();
      await stack.start('api');
      await page
        .getByRole('status')
        .filter({ hasText: 'Muster answers again' })
        .waitFor({ state: 'attached' });
      const dialog = page.getByRole('dialog', { name: 'Review the change' });
      const again = dialog.getByRole('button', { name: 'Try again' });
      if (await again.isVisible()) await again.click();
      await dialog.getByText('Typed while it was away').waitFor();
      await close(opened);
    });

    test('[access-and-approvals A5] an address that is not there says so to who is signed in, and asks others to sign in', async () => {
      const { page } = await openWindow(browser);
      await page.goto(`${stack.base}/nowhere`);
      await page.getByLabel('Login name').waitFor();
      await page.context().close();
      const opened = await windowOf('uwe.user');
      await opened.page.goto(`${stack.base}/nowhere`);
      await opened.page.getByRole('heading', { level: 1, name: 'This page is not here' }).waitFor();
      await opened.page.getByRole('navigation', { name: 'Navigation' }).waitFor();
      await opened.page.goto(`${stack.base}/admin/roles`);
      await opened.page.getByRole('heading', { level: 1 }).waitFor();
      await opened.page.getByText('Manage Security Roles').waitFor();
      await close(opened);
    });

    test('[access-and-approvals A8] switching the account signs in somebody else, and the session before is over', async () => {
      const opened = await windowOf('uwe.user');
      const { page } = opened;
      const before = await page.context().cookies();
      await page.getByRole('button', { name: 'Profile' }).click();
      await page.getByRole('menuitem', { name: 'Switch account' }).click();
      await page.getByLabel('Login name').fill('olga.owner');
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Hello, Olga Owner' }).waitFor();
      const cookie = before.map(({ name, value }) => `${name}=${value}`).join('; ');
      expect((await fetch(`${stack.base}/api/v1/session`, { headers: { cookie } })).status).toBe(401);
      await close(opened);
    });
  },
);

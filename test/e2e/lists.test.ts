/** Lists as people use them: a filter built by keyboard, an order, a kept view, a selection, a phone. */
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureUi } from '../../scripts/lib/ui.mjs';
import { browserMissing, openWindow, seriousFindings, signIn, startBrowser } from '../support/browser.ts';
import type { ApiClient } from '../support/client.ts';
import { layoutFaults } from '../support/layout.ts';
import { addLocalPeople } from '../support/local-people.ts';
import { freePort } from '../support/ports.ts';
import { OwnServers } from '../support/servers.ts';
import { adminPassword as password, Stack } from '../support/stack.ts';
import { seedGroups } from '../bench/lists-seed.ts';

/** A busy machine takes its time. */
const patient = { timeout: 15_000 };

describe.skipIf(browserMissing !== undefined)(
  `lists in a browser${browserMissing === undefined ? '' : ` (${browserMissing})`}`,
  { timeout: 90_000 },
  () => {
    let servers: OwnServers;
    let stack: Stack;
    let browser: Browser;
    let admin: ApiClient;
    let storeId: string;

    beforeAll(async () => {
      await ensureUi();
      servers = await OwnServers.start();
      stack = await Stack.create(servers);
      await stack.start('api');
      admin = await stack.bootstrap();
      const people = ['olga.owner', 'uwe.user'].map((login) => ({ login, displayName: login }));
      ({ storeId } = await addLocalPeople(servers, stack, people, password));
      await seedGroups(servers.databaseUrl, storeId, 300);
      browser = await startBrowser();
    }, 180_000);
    afterAll(async () => {
      await browser.close();
      await stack[Symbol.asyncDispose]();
      await servers[Symbol.asyncDispose]();
    }, 60_000);

    const open = async (path: string, width = 1440): Promise<{ page: Page; faults: string[] }> => {
      const tab = await openWindow(browser, { width });
      await signIn(tab.page, stack.base, { login: 'uwe.user', password });
      await tab.page.goto(`${stack.base}${path}`);
      return tab;
    };
    const rows = (page: Page) => page.locator('.m-table tbody tr:not([aria-hidden])');

    test('[users-and-search S6.2] the find dialog takes to the selection and back, and fills the field', async () => {
      const { page, faults } = await open('/groups/new');
      await page.getByRole('textbox', { name: /^Name/ }).fill('Found by dialog');
      for (let step = 0; step < 2; step += 1)
        await page.getByRole('button', { name: 'Next', exact: true }).click();
      await page.getByRole('button', { name: 'Find: First members' }).click();
      const dialog = page.getByRole('dialog', { name: 'Find: First members' });
      const results = dialog.getByRole('list', { name: 'Results' });
      const selection = dialog.getByRole('region', { name: 'Selection' });
      await selection.getByText('uwe.user', { exact: true }).waitFor();
      const search = dialog.getByLabel('Search by the beginning of a name');
      await search.fill('uwe');
      await results.getByText('Chosen already').waitFor();
      await search.fill('olg');
      await expect.poll(() => results.getByRole('button').count(), patient).toBe(1);
      await results.getByRole('button', { name: /olga\.owner/ }).press('Enter');
      await selection.getByText('2 chosen').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await layoutFaults(page)).toEqual([]);
      await selection.getByRole('button', { name: 'Take back uwe.user' }).press('Enter');
      await dialog.getByRole('button', { name: 'Use the selection' }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
      // The dialog belongs to the field: the form behind it has not gone on.
      const field = page.getByRole('combobox', { name: 'First members' });
      await page.getByText('olga.owner', { exact: true }).waitFor();
      expect(await page.getByText('uwe.user', { exact: true }).count()).toBe(0);
      await field.fill('uwe');
      await page.getByRole('option', { name: /uwe\.user/ }).waitFor();
      expect(faults).toEqual([]);
      await page.context().close();
    });

    test('[users-and-search S4.1] a filter of nested groups is built by keyboard, counted live, told in words and kept in the address', async () => {
      const { page, faults } = await open('/groups?size=100');
      await page.getByText('1 to 100 of 271').waitFor();
      await page.getByRole('button', { name: /^Filter/ }).press('Enter');
      const value = page.getByLabel('Value of Display name');
      await value.focus();
      await page.keyboard.type('MUNCHEN');
      const side = page.getByRole('form', { name: 'Filter' });
      await side.getByText('Display name contains “MUNCHEN”').waitFor();
      await side.getByText(/^\d+ matches$/).waitFor();
      await page.getByRole('button', { name: 'Add a group' }).first().press('Enter');
      await page.getByLabel('Comparison').nth(1).selectOption('absent');
      await page.getByLabel('Attribute').nth(1).selectOption('mail');
      await page.getByLabel('Comparison').nth(1).selectOption('absent');
      await side.getByText('Display name contains “MUNCHEN” and Mail is empty').waitFor();
      const counted = Number(/\d+/.exec(await side.getByText(/^\d+ match/).innerText())?.[0]);
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Apply' }).press('Enter');
      const chips = page.getByRole('list', { name: 'Active filters' });
      await chips.getByRole('button', { name: 'Mail is empty', exact: true }).waitFor();
      await expect.poll(() => rows(page).count(), patient).toBe(counted);
      expect(await rows(page).first().innerText()).toContain('München');

      // The address alone says it all.
      const again = await openWindow(browser);
      await signIn(again.page, stack.base, { login: 'olga.owner', password });
      await again.page.goto(page.url());
      await expect.poll(() => rows(again.page).count(), patient).toBe(counted);
      await again.page.context().close();

      await page.getByRole('button', { name: 'Remove the filter: Mail is empty' }).press('Enter');
      await expect.poll(() => rows(page).count(), patient).toBeGreaterThan(counted);
      expect(faults).toEqual([]);
      await page.context().close();
    });

    test('a filter nothing matches says so and offers the way out', async () => {
      const none = JSON.stringify({ op: 'compare', attribute: 'name', test: 'equals', value: '*()\\' });
      const { page } = await open(`/groups?filter=${encodeURIComponent(none)}`);
      await page.getByRole('heading', { name: 'Nothing matches this filter' }).waitFor();
      await page.getByRole('button', { name: 'Clear the filter' }).click();
      await page.getByText('1 to 25 of 271').waitFor();
      // One the API refuses is told, and the rest of the page stays.
      const wrong = JSON.stringify({ op: 'compare', attribute: 'objectGUID', test: 'present' });
      await page.goto(`${stack.base}/groups?filter=${encodeURIComponent(wrong)}`);
      await page.getByRole('alert').getByText('This filter cannot be used').waitFor();
      await page.getByRole('button', { name: /^Filter/ }).waitFor();
      await page.context().close();
    });

    test('[users-and-search S5.2] [users-and-search P1.1] columns sort up, down and not at all; pages go on and back; views bring it all back', async () => {
      const { page } = await open('/groups');
      const first = () => rows(page).first().innerText();
      await page.getByRole('button', { name: 'Mail', exact: true }).click();
      await page.locator('th[aria-sort=ascending]').waitFor();
      await expect.poll(first, patient).toContain('team-102@example.org');
      await page.getByRole('button', { name: 'Mail', exact: true }).click();
      await page.locator('th[aria-sort=descending]').waitFor();
      await expect.poll(first, patient).toContain('team-98@example.org');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('26 to 50 of 271').waitFor();
      await page.getByRole('button', { name: 'Previous' }).click();
      await page.getByText('1 to 25 of 271').waitFor();

      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: 'Keep this view' }).click();
      const dialog = page.getByRole('dialog', { name: 'Views' });
      await dialog.getByLabel('Name of the view', { exact: true }).fill('By mail');
      await dialog.getByRole('button', { name: 'Keep' }).click();
      await dialog.getByLabel('Name of the view By mail').waitFor();
      await page.goto(`${stack.base}/groups`);
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: 'By mail' }).click();
      await page.locator('th[aria-sort=descending]').waitFor();
      await page.getByText('1 to 25 of 271').waitFor();

      // How long pages are is the person's own choice, for every list and every browser.
      await page.goto(`${stack.base}/groups`);
      await page.getByRole('combobox', { name: 'Rows on a page' }).click();
      await page.getByRole('option', { name: '10', exact: true }).click();
      await page.getByText('1 to 10 of 271').waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('11 to 20 of 271').waitFor();
      const other = await openWindow(browser);
      await signIn(other.page, stack.base, { login: 'uwe.user', password });
      await other.page.goto(page.url());
      await other.page.getByText('11 to 20 of 271').waitFor();
      await other.page.goto(`${stack.base}/profile`);
      const size = other.page.getByLabel('Rows on a page');
      expect(await size.inputValue()).toBe('10');
      await size.fill('3');
      await size.press('Enter');
      await expect.poll(() => size.inputValue()).toBe('5');
      await other.page.goto(`${stack.base}/groups`);
      await other.page.getByText('1 to 5 of 271').waitFor();
      await other.page.goto(`${stack.base}/profile`);
      await other.page.getByRole('button', { name: 'Reset to defaults' }).click();
      await expect.poll(() => size.inputValue()).toBe('');
      await other.page.goto(`${stack.base}/groups`);
      await other.page.getByText('1 to 25 of 271').waitFor();
      await other.page.context().close();
      await page.context().close();
    });

    test('[stores-and-links P3] [access-and-approvals Q2] a portal says how long pages are; all requests follow by themselves', async () => {
      const [portal] = (await admin.get('/portals')).body.items;
      const sizes = (body: object) => admin.patch(`/portals/${String(portal.id)}`, body);
      expect((await sizes({ listPageSize: 30, requestPageSize: 0 })).status).toBe(200);
      const client = new pg.Client(servers.databaseUrl);
      await client.connect();
      await client.query(
        `insert into requests (id, action, store_id, actor_store_id, actor_id, actor_name, input, input_hash, state, target_name)
         select gen_random_uuid(), 'joinGroup', $1, $1, o.object_id, 'uwe.user', '{}', '', 'succeeded', 'Team ' || n
         from directory_objects o, generate_series(1, 1010) n where o.store_id = $1 and o.display_name = 'uwe.user'`,
        [storeId],
      );
      const { page } = await open('/groups');
      await page.getByText('1 to 30 of 271').waitFor();
      await page.goto(`${stack.base}/requests?state=any&date=all`);
      await page.getByText('1 to 1010').waitFor(patient);
      await page.getByRole('combobox', { name: 'Rows on a page' }).click();
      await page.getByRole('option', { name: '10', exact: true }).click();
      await page.getByText('1 to 10', { exact: true }).waitFor();
      await page.getByRole('combobox', { name: 'Rows on a page' }).click();
      await page.getByRole('option', { name: 'All', exact: true }).click();
      await page.getByText('1 to 1010').waitFor(patient);
      await page.context().close();
      await client.query('delete from requests');
      await client.end();
      expect((await sizes({ listPageSize: 25, requestPageSize: 20 })).status).toBe(200);
    });

    test('rows are walked with j and k, selected with x and stay selected on other pages; a phone shows cards', async () => {
      const { page } = await open('/people', 400);
      await rows(page).first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.getByRole('status').getByText('2 selected').waitFor();
      await page.getByRole('button', { name: 'Add to a group' }).waitFor();
      expect(await layoutFaults(page)).toEqual([]);
      expect(
        await page.evaluate("getComputedStyle(document.querySelector('.m-table tbody tr')).display"),
      ).toBe('block');
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('k');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/people\/.+\/.+/);
      await page.context().close();
    });

    test('[users-and-search S1.1] an index that does not answer is told as such, never as an empty list', async () => {
      await stack.stop('api');
      await stack.startApi({ ELASTICSEARCH_URL: `http://127.0.0.1:${await freePort()}` });
      const { page, faults } = await open('/search?q=owner');
      await page.getByRole('alert').getByText('Search is unavailable').first().waitFor(patient);
      expect(await page.getByRole('table').count()).toBe(0);
      expect(await page.getByRole('heading', { name: /nothing/i }).count()).toBe(0);
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    });
  },
);

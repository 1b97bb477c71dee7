/**
 * Every page: where it is, and what a person does there that asks the server. A page that is added
 * to the portal is added here; the looks and the ended session then hold for it, too.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { World } from './world.ts';

export interface Visit {
  readonly path: string;
  /** What a person does while the session still holds. */
  readonly type?: (page: Page) => Promise<void>;
  /** Asks the server, with a session that has ended meanwhile. */
  readonly act?: (page: Page) => Promise<void>;
  /** What was asked for is there, and nothing that was typed is lost. */
  readonly done?: (page: Page) => Promise<void>;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const save = (page: Page) => button(page, 'Save').click();
const saved = (page: Page) => page.getByText('Saved').first().waitFor();

/** Pages that only show something are left for another one. */
const leaving = {
  act: async (page: Page) => {
    await button(page, 'Open the navigation').click();
    await page.getByRole('dialog').getByRole('link', { name: 'Groups' }).click();
  },
  done: (page: Page) => page.getByRole('link', { name: 'Rowing club' }).waitFor(),
};

const opening = (name: string) => ({
  act: (page: Page) => page.getByRole('link', { name }).first().click(),
  done: (page: Page) => page.getByRole('heading', { name, level: 1 }).waitFor(),
});

const searching = (label: string, text: string, found: string) => ({
  act: (page: Page) => page.getByLabel(label, { exact: true }).fill(text),
  done: async (page: Page) => {
    await page.getByRole('link', { name: found }).waitFor();
    expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(text);
  },
});

export interface Ground {
  readonly rowing: string;
  readonly worst: string;
  /** Open requests that Ada decides; the first one is decided on its page. */
  readonly requests: readonly [string, string];
}

export function everyPage(
  { storeId, ids, further }: World,
  { rowing, worst, requests }: Ground,
): readonly Visit[] {
  const group = `/groups/${storeId}/${worst}`;
  return [
    { path: '/', ...opening('Join Sailing club') },
    { path: '/groups', ...searching('Search groups', 'rowing', 'Rowing club') },
    {
      path: group,
      act: (page) => button(page, 'Leave').click(),
      done: (page) => page.getByRole('dialog').getByText('1 change').waitFor(),
    },
    {
      path: `${group}?tab=members`,
      type: (page) => button(page, 'Add members').click(),
      act: (page) => page.getByRole('combobox', { name: 'Whom to add' }).fill('uwe'),
      done: async (page) => {
        await page.getByRole('option', { name: 'Uwe User' }).waitFor();
        expect(await page.getByRole('combobox', { name: 'Whom to add' }).inputValue()).toBe('uwe');
      },
    },
    {
      path: `${group}/edit`,
      type: (page) => page.getByLabel('Description').fill('Typed before the session ended'),
      act: (page) => button(page, 'Review').click(),
      done: (page) => page.getByRole('dialog').getByText('Typed before the session ended').waitFor(),
    },
    { path: `/groups/${storeId}/${rowing}`, ...leaving },
    { path: `${group}?tab=owners` },
    { path: `${group}?tab=requests` },
    { path: `${group}?tab=history` },
    {
      path: '/groups/new',
      type: async (page) => {
        await page.getByRole('textbox', { name: /^Name/ }).fill('Typed before');
        for (let step = 0; step < 2; step += 1) await button(page, 'Next').click();
      },
      act: (page) => button(page, 'Next').click(),
      done: async (page) => {
        await page.getByText('Nobody: it is done at once.').waitFor();
        await page.getByText('Typed before').first().waitFor();
      },
    },
    { path: '/people', ...searching('Search people', 'uwe', 'Uwe User') },
    { path: `/people/${storeId}/${ids.get('unbroken') ?? ''}`, ...leaving },
    { path: `/people/${storeId}/${ids.get('markup') ?? ''}` },
    { path: `/people/${storeId}/${ids.get('rightToLeft') ?? ''}` },
    { path: `/people/${storeId}/${ids.get('unbroken') ?? ''}?tab=memberOf&nested=true` },
    { path: `/contacts/${storeId}/${further.contact}` },
    { path: `/computers/${storeId}/${further.computer}?tab=memberOf` },
    { path: '/search?q=ow', ...searching('Search for', 'uwe', 'Uwe User') },
    { path: '/search/advanced', ...leaving },
    { path: '/search/queries', ...leaving },
    { path: '/search/queries/new', ...leaving },
    { path: '/exports', ...leaving },
    { path: '/inbox', ...opening('Join Sailing club') },
    { path: '/inbox?date=all' },
    { path: '/requests', ...leaving },
    { path: '/requests?state=any&date=last7', ...leaving },
    { path: '/requests/all?state=any', ...opening('Create Rowing club') },
    {
      path: `/requests/${requests[0]}`,
      type: (page) => page.getByLabel('Reason').fill('Typed before the session ended'),
      act: (page) => button(page, 'Deny').click(),
      done: (page) =>
        page
          .getByRole('list', { name: 'Timeline' })
          .getByText('Typed before the session ended')
          .first()
          .waitFor(),
    },
    { path: `/requests/${requests[1]}?from=inbox`, ...leaving },
    { path: '/history?size=100', ...opening('Rowing club') },
    {
      path: '/profile',
      // Not a browser's: those end while others look at other pages.
      act: (page) =>
        page
          .getByRole('listitem')
          .filter({ hasText: 'Unknown device' })
          .getByRole('button', { name: 'End' })
          .first()
          .click(),
      done: (page) => page.getByText('The session has ended.').first().waitFor(),
    },
    {
      path: '/admin/stores',
      act: async (page) => {
        await page
          .getByRole('button', { name: /^More actions for/ })
          .first()
          .click();
        await page.getByRole('menuitem', { name: 'Replicate objects' }).click();
      },
      done: (page) => page.getByText('What changed in the directory is being read.').first().waitFor(),
    },
    {
      path: '/admin/stores/new',
      type: async (page) => {
        await page.getByRole('textbox', { name: /^Name/ }).fill('Typed before');
        await button(page, 'Next').click();
      },
      act: (page) => button(page, 'Test the connection').click(),
      done: async (page) => {
        await page.getByRole('alert').first().waitFor();
        await button(page, 'Back').click();
        expect(await page.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('Typed before');
      },
    },
    {
      path: `/admin/stores/${storeId}`,
      type: (page) => page.getByLabel('Description').fill('Typed before'),
      act: save,
      done: async (page) => {
        await saved(page);
        expect(await page.getByLabel('Description').inputValue()).toBe('Typed before');
      },
    },
    {
      path: `/admin/stores/${storeId}?tab=replication`,
      type: async (page) => {
        await page.getByRole('combobox', { name: 'To', exact: true }).fill('typed@example.org');
        await page.keyboard.press('Enter');
      },
      act: save,
      done: async (page) => {
        await saved(page);
        await page.getByText('typed@example.org').waitFor();
      },
    },
    { path: `/admin/stores/${storeId}?tab=attributes` },
    { path: `/admin/stores/${storeId}?tab=groups` },
    { path: `/admin/stores/${storeId}?tab=fields` },
    { path: `/admin/stores/${storeId}?tab=signIn` },
    {
      path: `/admin/stores/${storeId}?tab=history`,
      act: (page) => button(page, 'Check the journal').click(),
      done: (page) => page.getByText('Whole', { exact: true }).waitFor(),
    },
    {
      path: '/admin/replication',
      act: (page) => button(page, 'Replicate all stores').click(),
      done: (page) => page.getByText('What changed in the directory is being read.').first().waitFor(),
    },
    { path: '/admin/replication?tab=runs' },
    {
      path: '/admin/replication?tab=settings',
      type: (page) => page.getByLabel('Failed runs before a mail').fill('5'),
      act: save,
      done: saved,
    },
    { path: '/admin/replication?tab=engine' },
    {
      path: `/admin/roles/${storeId}/new`,
      type: async (page) => {
        await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Typed before');
        await page.getByLabel('Priority').fill('50');
        await page.getByLabel('Everybody in the store').check();
      },
      act: save,
      done: (page) => page.getByRole('listitem').getByText('Typed before').waitFor(),
    },
    { path: '/admin/roles' },
    { path: '/admin/roles/tokens' },
    { path: '/admin/roles/sessions' },
    {
      path: '/admin/stores/questions',
      type: async (page) => {
        await page
          .getByRole('combobox', { name: 'Questions' })
          .or(page.getByLabel('Questions'))
          .first()
          .fill('Typed before?');
        await page.keyboard.press('Enter');
      },
      act: save,
      done: async (page) => {
        await saved(page);
        await page.getByText('Typed before?').waitFor();
      },
    },
    { path: '/admin/roles/check' },
    { path: '/admin/roles/duties' },
    { path: '/admin/roles/configuration' },
    {
      path: '/admin/portals',
      type: async (page) => {
        await page.getByRole('button', { name: /^Edit/ }).first().click();
        await page.getByRole('dialog').getByLabel('Support address').fill('typed@example.org');
      },
      act: save,
      done: saved,
    },
    { path: '/admin/workflows' },
    { path: '/admin/workflows?tab=try' },
    { path: '/admin/workflows?tab=webhooks' },
    { path: '/admin/workflows?tab=settings', act: save, done: saved },
    { path: `/admin/workflows/${storeId}/new` },
    {
      path: `/admin/stores/${storeId}?tab=mail`,
      type: async (page) => {
        await page.getByRole('textbox', { name: /^Server/ }).fill('mail.example.org');
        await page.getByRole('textbox', { name: /^From/ }).fill('typed@example.org');
      },
      act: save,
      done: saved,
    },
    { path: '/admin/mail-queue', ...leaving },
    { path: '/admin/mail-templates', ...leaving },
    {
      path: '/admin/mail-templates/approvalRequested?language=de',
      type: (page) => page.getByLabel('Subject').fill('Typed before'),
      act: save,
      done: async (page) => {
        await saved(page);
        expect(await page.getByLabel('Subject').inputValue()).toBe('Typed before');
      },
    },
    { path: `/mail-approval/${'x'.repeat(43)}`, ...leaving },
    { path: '/admin/operations?view=running', ...opening('Join Sailing club') },
    { path: '/admin/operations' },
    { path: `/admin/operations/request:${requests[1]}`, ...leaving },
    { path: '/no-access', ...leaving },
    { path: '/nowhere' },
  ];
}

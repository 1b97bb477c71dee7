/** One visit of a page: looked at in both themes and at three widths, then used with a session that has ended. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { seriousFindings, settled } from '../../support/browser.ts';
import { layoutFaults } from '../../support/layout.ts';
import type { Visit } from './pages.ts';
import { password, type World } from './world.ts';

const height = 900;
const widths = [1440, 768, 400] as const;

/** @returns what is wrong, one a line */
export async function look(page: Page, what: string): Promise<string[]> {
  const found: string[] = [];
  const note = (where: string, faults: readonly string[]) => {
    found.push(...faults.map((fault) => `${what}, ${where}: ${fault}`));
  };
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  for (const width of widths) {
    await page.setViewportSize({ width, height });
    await settled(page);
    if (width === 1440) note('light', await seriousFindings(page));
    note(`${String(width)} px`, await layoutFaults(page));
  }
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  note('dark', await seriousFindings(page));
  if ((await page.evaluate('window.broken')) !== undefined) note('any', ['a name was run as a script']);
  return found;
}

/** Ends the page's session on the server; the page does not know. */
async function endSession(world: World, page: Page): Promise<void> {
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'muster');
  const id = decodeURIComponent(cookie?.value ?? '').split('.')[0] ?? '';
  const hash = createHash('sha256').update(id).digest('base64url');
  const { rowCount } = await world.database.query('delete from sessions where id_hash = $1', [hash]);
  if (rowCount !== 1) throw new Error('The page has no session to end.');
}

/** What a person began goes through once they have signed in again over the page. */
export async function actWithEndedSession(world: World, page: Page, visit: Visit): Promise<string[]> {
  if (visit.act === undefined) return [];
  await visit.type?.(page);
  await endSession(world, page);
  // Where the page has noticed already, its dialog is in the way until they have signed in.
  const acted = visit.act(page);
  acted.catch(() => undefined);
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  const input = again.getByLabel('Password', { exact: true });
  await input.waitFor();
  const found = (await layoutFaults(page)).map((fault) => `${visit.path}, signing in again: ${fault}`);
  await input.fill(password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'hidden' });
  await acted;
  await visit.done?.(page);
  found.push(...(await layoutFaults(page)).map((fault) => `${visit.path}, acted: ${fault}`));
  return found;
}

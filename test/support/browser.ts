/** A real browser for tests: Debian's Chromium, driven by playwright-core. */
import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Why browser tests cannot run here; undefined when they can. */
export const browserMissing = existsSync(executablePath)
  ? undefined
  : 'Debian package chromium is not installed';

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });

export type Scheme = 'light' | 'dark';

/**
 * A window of its own, with what went wrong in it: errors of the page, and content its policy refused.
 */
export async function openWindow(
  browser: Browser,
  options: { readonly width?: number; readonly scheme?: Scheme } = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.scheme ?? 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  // No page of ours opens one: it would be the script of somebody's name.
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && /Content Security Policy|React|Uncaught/.test(text)) faults.push(text);
  });
  return { page, faults };
}

export async function signIn(
  page: Page,
  base: string,
  credentials: { readonly login: string; readonly password: string },
): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('Login name').fill(credentials.login);
  await page.getByLabel('Password', { exact: true }).fill(credentials.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page
    .getByRole('navigation', { name: 'Navigation' })
    .or(page.getByLabel('Open the navigation'))
    .first()
    .waitFor();
}

/** Findings of axe that keep people out, one a line. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Without frames there is nothing to gather in a page of its own, which takes longer than the look itself.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
}

/** Waits until a page has drawn what it reads. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1, h3').first().waitFor();
  const isQuiet = () => {
    const { document } = globalThis as any;
    const signs = document.querySelectorAll('[aria-busy=true], .mantine-Skeleton-root, .mantine-Loader-root');
    return ![...signs].some((sign) => sign.checkVisibility());
  };
  // A busy machine answers late; how fast pages are is measured elsewhere.
  await page.waitForFunction(isQuiet, undefined, { timeout: 30_000 });
}

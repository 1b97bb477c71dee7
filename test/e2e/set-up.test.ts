/** A new installation as its operator meets it: `npm start -- --no-demo`, the code of the terminal, the set-up page. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserMissing, openWindow, seriousFindings, signIn, startBrowser } from '../support/browser.ts';
import { freePort, until } from '../support/ports.ts';

const root = join(import.meta.dirname, '../..');
const password = 'correct horse battery staple';

describe.skipIf(browserMissing !== undefined)('the set-up page in Chromium [access A2]', () => {
  let home: string;
  let base: string;
  let muster: ChildProcess;
  let ended: Promise<unknown>;
  let output = '';
  let browser: Browser;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'muster-set-up-'));
    const port = await freePort();
    base = `http://localhost:${port}`;
    muster = spawn(process.execPath, [join(root, 'scripts/start.mjs'), '--no-demo'], {
      cwd: root,
      env: { ...process.env, MUSTER_HOME: home, MUSTER_PORT: String(port) },
    });
    for (const stream of [muster.stdout, muster.stderr])
      stream?.on('data', (data: Buffer) => (output += data.toString()));
    ended = new Promise((resolve) => muster.once('exit', resolve));
    void ended.then(() => (output += '\n(ended)'));
    [browser] = await Promise.all([
      startBrowser(),
      until('npm start to be ready', 120_000, () => {
        if (output.includes('(ended)')) throw new Error(output);
        return output.includes('Ctrl-C stops everything');
      }),
    ]);
  }, 150_000);
  afterAll(async () => {
    await browser.close();
    muster.kill('SIGINT');
    await ended;
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);

  it('leads from the code to the first sign-in; errors stand at their fields and nothing typed is lost', async () => {
    const code = /Set-up code +(\S+)/.exec(output)?.[1] ?? '';
    expect(output).toContain(`${base}/set-up`);
    expect(output).not.toContain('demo');
    const { page, faults } = await openWindow(browser);
    const next = page.getByRole('button', { name: 'Next' });
    await page.goto(base);
    await page.waitForURL(`${base}/set-up`);

    await page.getByRole('textbox', { name: 'Set-up code' }).fill('0000-0000-0000-0000');
    await next.click();
    await page.getByText('Is not the one of the terminal').waitFor();
    expect(await page.evaluate('document.activeElement.autocomplete')).toBe('one-time-code');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Set-up code' }).fill(code.toUpperCase());
    await next.click();

    await page.getByRole('textbox', { name: 'Name of the identity store' }).fill('Zentrale');
    await page.getByRole('textbox', { name: 'Domain' }).fill('not a domain');
    await next.click();
    await page.locator('#setting-domain-error').waitFor();
    expect(await page.getByRole('textbox', { name: 'Name of the identity store' }).inputValue()).toBe(
      'Zentrale',
    );
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Domain' }).fill('example.org');
    await next.click();

    await page.getByRole('textbox', { name: 'Login name' }).fill('anna@admin');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
    await page.getByRole('textbox', { name: 'Password again' }).fill('another');
    await next.click();
    await page.getByText('The two passwords differ').waitFor();
    await page.getByRole('textbox', { name: 'Password again' }).fill(password);
    expect(await seriousFindings(page)).toEqual([]);
    await next.click();
    await page.getByRole('textbox', { name: 'Name of the portal' }).fill('Unser Portal');

    // A reload loses nothing but what is secret.
    await page.reload();
    await page.getByRole('textbox', { name: 'Set-up code' }).fill(code);
    await next.click();
    expect(await page.getByRole('textbox', { name: 'Name of the identity store' }).inputValue()).toBe(
      'Zentrale',
    );
    expect(await page.getByRole('textbox', { name: 'Domain' }).inputValue()).toBe('example.org');
    await next.click();
    expect(await page.getByRole('textbox', { name: 'Login name' }).inputValue()).toBe('anna@admin');
    for (const name of ['Password', 'Password again']) {
      const field = page.getByRole('textbox', { name, exact: true });
      expect(await field.inputValue(), name).toBe('');
      await field.fill(password);
    }
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain(password);
    await next.click();
    expect(await page.getByRole('textbox', { name: 'Name of the portal' }).inputValue()).toBe('Unser Portal');
    await page.setViewportSize({ width: 400, height: 800 });
    expect(
      await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    ).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
    await next.click();

    // Only the directory knows that @ cannot be: back at the field, with everything typed.
    await page.getByRole('button', { name: 'Set up Muster' }).click();
    await page.getByText('must not hold the character @').first().waitFor();
    expect(await page.getByRole('textbox', { name: 'Login name' }).inputValue()).toBe('anna@admin');
    expect(await page.getByRole('textbox', { name: 'Password', exact: true }).inputValue()).toBe(password);
    await page.getByRole('textbox', { name: 'Login name' }).fill('anna.admin');
    await next.click();
    expect(await page.getByRole('textbox', { name: 'Name of the portal' }).inputValue()).toBe('Unser Portal');
    await next.click();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set up Muster' }).click();
    await page.getByText('Muster is set up').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Unser Portal' }).waitFor();
    await signIn(page, base, { login: 'anna.admin', password });

    await page.goto(`${base}/set-up`);
    await page.getByText('This installation is set up already').waitFor();
    expect(faults).toEqual([]);
  }, 120_000);
});

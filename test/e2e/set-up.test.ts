/** A new installation as its operator meets it: `npm start -- --no-demo`, the code of the terminal, the set-up page. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserMissing, openWindow, seriousFindings, signIn, startBrowser } from '../support/browser.ts';
import { freePort, until } from '../support/ports.ts';
import { totpCode } from '../support/totp.ts';

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

  it('asks the first administrator for a factor once the store offers one; a passkey signs in alone [access A2] [access E9]', async () => {
    const { page, faults } = await openWindow(browser);
    page.setDefaultTimeout(12_000);
    const devices = await page.context().newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const leave = async () => {
      await page.getByRole('button', { name: 'Profile of' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.waitForURL(`${base}/sign-in`);
      // What was told before is gone from the page.
      await page.reload();
    };
    const inside = page.getByRole('navigation', { name: 'Navigation' }).first();

    await signIn(page, base, { login: 'anna.admin', password });
    await page.goto(`${base}/admin/stores`);
    await page.locator('a.m-title-link', { hasText: 'Zentrale' }).click();
    await page.getByRole('tab', { name: 'Sign-in' }).click();
    await page.getByLabel('Authenticator app').check();
    await page.getByLabel('Passkey').check();
    await page.getByLabel('People must enrol').check();
    expect(await seriousFindings(page)).toEqual([]);
    // The first form of the page.
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved').first().waitFor();
    await leave();

    const giveNameAndPassword = async () => {
      await page.getByLabel('Login name').fill('anna.admin');
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    };
    await giveNameAndPassword();
    await page.getByRole('button', { name: /^Passkey/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^Passkey/ }).click();
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByLabel('I have kept them').check();
    expect(await page.getByRole('list', { name: 'Backup code' }).getByRole('listitem').count()).toBe(10);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await inside.waitFor();
    await leave();

    // The second step ...
    await giveNameAndPassword();
    await page.getByRole('button', { name: 'Use the passkey' }).click();
    await inside.waitFor();
    await leave();
    // ... or both in one.
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await inside.waitFor();

    await page.goto(`${base}/profile`);
    await page.getByRole('button', { name: 'Add a factor' }).click();
    await page.getByRole('menuitem', { name: 'Authenticator app' }).click();
    await page.getByRole('button', { name: 'Set up the app' }).click();
    await page.locator('.m-qr svg').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const secret = (await page.getByRole('dialog').locator('.m-path').textContent()) ?? '';
    await page.getByLabel('Code of the app').fill(totpCode(secret, new Date()));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('button', { name: 'Rename Authenticator app' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Mein Telefon');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Remove Mein Telefon' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove Mein Telefon' }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);
});

/** The README is part of the product: what it lists must be what there is. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settings } from '../../activities/platform/config.ts';
import { optionalOperations } from '../../activities/providers/manifest.ts';
import { registeredProviders } from '../../activities/providers/registry.ts';
import { storeKinds } from '../../workflows/contracts/ids.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';

const root = join(import.meta.dirname, '../..');
/** Without the padding of table cells. */
const readme = readFileSync(join(root, 'README.md'), 'utf8').replaceAll(/ +/g, ' ');

describe('README', () => {
  test('lists every setting with its meaning and default', () => {
    const rows = Object.entries(settings).map(
      ([name, { description, default: value }]) =>
        `| \`${name}\` | ${description} | ${value === null ? '' : `\`${value}\` `}|`,
    );
    for (const row of rows) expect(readme).toContain(row);
    const listed = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(listed).toEqual(Object.keys(settings));
  });

  test('says of each directory what its provider can do, and no more', () => {
    const cells = (begin: string): string[] =>
      (readme.split('\n').find((line) => line.startsWith(`| ${begin}`)) ?? '')
        .split('|')
        .slice(2, -1)
        .map((cell) => cell.trim());
    const providers = storeKinds.map((kind) => registeredProviders.find((each) => each.kind === kind));
    for (const operation of optionalOperations) {
      const said = cells(`\`${operation}\``).map((cell) => cell.startsWith('yes'));
      expect(said, operation).toEqual(providers.map((provider) => provider?.capabilities[operation]));
    }
    expect(cells('Objects')).toEqual(
      storeKinds.map((kind) => replicatedKinds[kind].map((each) => `${each}s`).join(', ')),
    );
  });

  test('names only folders and files that exist', () => {
    const named = [...readme.matchAll(/`((?:workflows|activities|api|scripts|test|docs)\/[a-z0-9/.-]*)`/g)];
    expect(named.length).toBeGreaterThan(10);
    for (const [, path = ''] of named) expect(existsSync(join(root, path)), path).toBe(true);
  });
});

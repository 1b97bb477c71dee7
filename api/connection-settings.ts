/**
 * Settings and secrets of a store as one form fills them in.
 *
 * 1. A secret is written, never read: it shows as `{ set: true }` or `{ set: false }`.
 * 2. A secret that is left out (or sent back as `{ set: true }`) stays as it is.
 * 3. When a setting marked `address` changes, the stored secrets are forgotten: they would otherwise
 *    be sent to whoever listens at the new address (CVE-2024-5967). A server less, or another order
 *    of them, is no new address.
 */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  type Connection,
  generatedSettings,
  settingDefaults,
  settingsMarked,
  validateConnection,
} from '../activities/platform/live-directory.ts';
import { isForbiddenAddress } from '../activities/platform/outbound.ts';
import type { StoreKind } from '../workflows/contracts/ids.ts';
import { ApiProblem } from './problem.ts';

type Form = Readonly<Record<string, unknown>>;

export interface KnownConnection {
  readonly settings: Form;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface MergedConnection extends Connection {
  /** What to do with stored secrets: a new value, or null to forget it. */
  readonly secretChanges: Readonly<Record<string, string | null>>;
}

/**
 * Fills in what a new store's form may leave out, lays a form over known settings, checks the result.
 * In a change, null removes a setting.
 * @throws ApiProblem naming the settings at fault as `settings/<name>`
 */
export function mergeConnection(
  kind: StoreKind,
  form: Form,
  known: KnownConnection | null,
): MergedConnection {
  const secretNames = settingsMarked(kind, 'secret');
  const generated = generatedSettings(kind);
  const settings: Record<string, unknown> =
    known === null ? { ...settingDefaults(kind), ...fresh(generated) } : { ...known.settings };
  const typed: Record<string, string> = {};
  for (const [name, value] of Object.entries(form)) {
    if (secretNames.includes(name)) {
      if (typeof value === 'string') typed[name] = value;
      else if (!isPlaceholder(value)) throw wrong(name, 'must be text');
    } else if (generated.includes(name) && value !== known?.settings[name]) {
      throw wrong(name, 'is made with the store and cannot be chosen or changed');
    } else if (value === null) Reflect.deleteProperty(settings, name);
    else settings[name] = value;
  }
  const moved =
    known !== null &&
    settingsMarked(kind, 'address').some((name) => leadsElsewhere(known.settings[name], settings[name]));
  // The store keeps secrets of other parts too, such as its mail server's.
  const own = Object.entries(known?.secrets ?? {}).filter(([name]) => secretNames.includes(name));
  const kept = moved ? {} : Object.fromEntries(own);
  const secrets = { ...kept, ...typed };
  const forgotten = moved ? own.map(([name]) => name) : [];
  const connection = { kind, settings, secrets };
  const problems = validateConnection(connection);
  if (problems.length > 0) {
    throw ApiProblem.invalid(
      problems.map(({ field, code, message }) => ({
        field: field === '' ? 'settings' : `settings/${field}`,
        code,
        message:
          moved && secretNames.includes(field)
            ? 'must be entered again, because the address has changed'
            : message,
      })),
    );
  }
  refuseMetadataAddresses(kind, settings);
  return {
    ...connection,
    secretChanges: { ...Object.fromEntries(forgotten.map((name) => [name, null])), ...typed },
  };
}

/** A list of servers from which some were taken, or which are tried in another order, leads nowhere new. */
function leadsElsewhere(before: unknown, now: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(now) || now.length === 0)
    return !isDeepStrictEqual(before, now);
  return now.some((each) => !before.some((old) => isDeepStrictEqual(unranked(old), unranked(each))));
}

const unranked = (server: unknown): unknown =>
  typeof server === 'object' && server !== null ? { ...server, priority: undefined } : server;

/** Settings as they are shown: secrets by whether they are set. */
export function shownSettings(
  kind: StoreKind,
  settings: Form,
  secretNames: readonly string[],
): Record<string, unknown> {
  return {
    ...settings,
    ...Object.fromEntries(
      settingsMarked(kind, 'secret').map((name) => [name, { set: secretNames.includes(name) }]),
    ),
  };
}

const fresh = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, randomUUID()]));

const isPlaceholder = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'set' in value && Object.keys(value).length === 1;

const wrong = (name: string, message: string): ApiProblem => ApiProblem.field(`settings/${name}`, message);

function refuseMetadataAddresses(kind: StoreKind, settings: Form): void {
  for (const name of settingsMarked(kind, 'address')) {
    if (textsOf(settings[name]).some(isForbiddenAddress)) {
      throw wrong(name, 'must not be a link-local or metadata address');
    }
  }
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

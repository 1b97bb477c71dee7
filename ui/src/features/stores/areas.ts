/** Which part of a store's page a setting stands in. */
import { isEmpty, type Setting } from './settings-schema.ts';

export const settingAreas = ['connection', 'servers', 'scope'] as const;
export type SettingArea = (typeof settingAreas)[number];

/** A table whose rows have an order of their own: servers that are tried one after the other. */
export const isRanked = ({ type, columns }: Setting): boolean =>
  type === 'table' && columns.some(({ name }) => name === 'priority');

export const areaOf = (setting: Setting): SettingArea =>
  isRanked(setting) ? 'servers' : setting.group === 'scope' ? 'scope' : 'connection';

/** Why a connection failed. */
export type Failure = 'dns' | 'network' | 'tls' | 'credentials' | 'privilege' | 'quota' | 'settings';
const failures: readonly Failure[] = [
  'dns',
  'network',
  'tls',
  'credentials',
  'privilege',
  'quota',
  'settings',
];
export const failureOf = (text: string | null): Failure => failures.find((one) => one === text) ?? 'settings';

/** The setting one corrects when a connection fails so; undefined where none would help. */
export function settingAtFault(
  settings: readonly Setting[],
  values: Readonly<Record<string, unknown>>,
  failure: Failure,
): Setting | undefined {
  const addresses = settings.filter(
    ({ address, generated, type }) => address && !generated && (type === 'text' || type === 'table'),
  );
  const place =
    addresses.find((one) => isRanked(one) && !isEmpty(values[one.name])) ??
    addresses.find(({ name }) => !isEmpty(values[name])) ??
    addresses[0];
  const secrets = settings.filter(({ type }) => type === 'secret');
  const account = settings.find(({ group, type }) => group === 'account' && type !== 'secret');
  switch (failure) {
    case 'dns':
    case 'network':
      return place;
    case 'tls':
      return settings.find(({ type, address }) => type === 'longText' && address) ?? place;
    case 'credentials':
      return secrets.find(({ name }) => !isEmpty(values[name])) ?? secrets[0] ?? account;
    case 'privilege':
      return account;
    case 'quota':
    case 'settings':
      return undefined;
  }
}

/** What was typed into the wizard outlives a reload of its page; secrets and the code do not. */
import { readSessionStorageValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { Setting, SettingValues } from '../stores/settings-schema.ts';
import type { SetUpValues } from './use-set-up.ts';

interface Draft {
  readonly values: Partial<SetUpValues>;
  readonly settings: SettingValues;
}

const key = 'muster.set-up';
const none: Draft = { values: {}, settings: {} };

const without = <T extends object>(values: T, names: readonly string[]): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name))) as Partial<T>;

/** What was kept when the page opened. */
export const useKeptDraft = (): Draft =>
  useState(() => readSessionStorageValue<Draft>({ key, defaultValue: none }))[0];

export function useKeepDraft(
  values: SetUpValues,
  settings: readonly Setting[],
  settingValues: SettingValues,
  done: boolean,
): void {
  useEffect(() => {
    if (done) {
      sessionStorage.removeItem(key);
      return;
    }
    // What is known to be no secret: the settings of another kind, chosen before, may hold one.
    const open = settings.filter(({ type }) => type !== 'secret').map(({ name }) => name);
    const draft: Draft = {
      values: without(values, ['code', 'password', 'passwordAgain']),
      settings:
        settings.length === 0
          ? readSessionStorageValue<Draft>({ key, defaultValue: none }).settings
          : Object.fromEntries(Object.entries(settingValues).filter(([name]) => open.includes(name))),
    };
    sessionStorage.setItem(key, JSON.stringify(draft));
  });
}

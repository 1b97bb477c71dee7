/** What was typed into the wizard outlives a reload of its page; secrets do not. */
import { useSessionStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import type { IdentityStore } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import type { Setting, SettingValues } from './settings-schema.ts';

interface Draft {
  readonly kind: IdentityStore['kind'] | null;
  readonly name: string;
  readonly description: string;
  readonly settings: SettingValues;
}

export interface StoreDraft {
  readonly value: Draft;
  readonly keep: (draft: Draft, settings: readonly Setting[]) => void;
  readonly forget: () => void;
}

const none: Draft = { kind: null, name: '', description: '', settings: {} };

export function useStoreDraft(): StoreDraft {
  const { store, user } = useSession();
  const [value, setValue, forget] = useSessionStorage<Draft>({
    key: `muster.create-store.${store.id}.${user.id}`,
    defaultValue: none,
    getInitialValueInEffect: false,
  });
  return useMemo(
    () => ({
      value,
      keep: (draft, settings) => {
        const secrets = new Set(settings.filter(({ type }) => type === 'secret').map(({ name }) => name));
        setValue({
          ...draft,
          settings: Object.fromEntries(Object.entries(draft.settings).filter(([name]) => !secrets.has(name))),
        });
      },
      forget,
    }),
    [value, setValue, forget],
  );
}

/** The settings of a store while one types them: test of the connection, errors at the setting they are about. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { failureOf, settingAtFault } from './areas.ts';
import { cleaned, type Setting, type SettingValues } from './settings-schema.ts';

export interface StoreSettingsOptions {
  readonly kind: IdentityStore['kind'];
  /** All of the kind. */
  readonly settings: readonly Setting[];
  /** Null while it is being created. */
  readonly store: IdentityStore | null;
  readonly draft?: SettingValues;
}

export type StoreSettings = ReturnType<typeof useStoreSettings>;

type Errors = Readonly<Record<string, string>>;
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function useStoreSettings({ kind, settings, store, draft = {} }: StoreSettingsOptions) {
  const [values, setValues] = useState<SettingValues>(store?.settings ?? draft);
  const [errors, setErrors] = useState<Errors>({});
  const [focus, setFocus] = useState<{ readonly name: string } | null>(null);
  useEffect(() => {
    if (focus !== null) document.getElementById(`setting-${focus.name}`)?.focus();
  }, [focus]);

  const sent = () => cleaned(settings, values, store?.settings ?? null);
  const show = (found: Errors) => {
    setErrors(found);
    const first = settings.find(({ name }) => name in found);
    if (first !== undefined) setFocus({ name: first.name });
    return first;
  };
  /** @returns the first setting at fault, if any */
  const showProblem = (error: unknown): Setting | undefined => {
    const { code, problem } = asApiError(error);
    if (code === 'store.connect_failed') {
      const reason = problem.errors[0]?.code ?? null;
      return showFailure(reason, problem.detail);
    }
    const found: Record<string, string> = {};
    for (const { field, message } of problem.errors) {
      const [area, name] = field.split('/');
      if (area === 'settings' && name !== undefined) found[name] ??= sentence(message);
    }
    return show(found);
  };
  const showFailure = (reason: string | null, message: string): Setting | undefined => {
    const at = settingAtFault(settings, values, failureOf(reason));
    return show(at === undefined ? {} : { [at.name]: message });
  };

  const test = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/stores/test', {
          body: { kind, settings: sent(), ...(store === null ? {} : { storeId: store.id }) },
        }),
      ),
    onMutate: () => {
      setErrors({});
    },
    onSuccess: ({ ok, failure, message }) => {
      if (!ok) showFailure(failure, message);
    },
    onError: showProblem,
  });
  return {
    values,
    errors,
    test,
    sent,
    showProblem,
    /** Errors found before sending; the first one is focused. */
    tell: show,
    /** Fields of the form, as problems name them. */
    shownFields: Object.keys(errors).map((name) => `settings/${name}`),
    change: (next: SettingValues) => {
      setValues(next);
      setErrors({});
      test.reset();
    },
  };
}

/** What the wizard knows: everything typed, the step, and what the server said to it. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import type { paths } from '../../api/schema.ts';
import { useFields } from '../../components/use-fields.ts';
import { useKeepDraft, useKeptDraft } from './set-up-draft.ts';
import { cleaned, type Setting, settingsOf, type SettingValues } from '../stores/settings-schema.ts';

type Offer = paths['/set-up/check']['post']['responses'][200]['content']['application/json'];
export type Kind = Offer['storeKinds'][number];

export const steps = ['code', 'directory', 'administrator', 'portal', 'review'] as const;
export const lastStep = steps.length - 1;

export interface SetUpValues {
  readonly code: string;
  readonly kind: Kind['kind'];
  readonly storeName: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly password: string;
  readonly passwordAgain: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly portalName: string;
  readonly portalPath: string;
}

const fieldsOfStep: readonly (readonly string[])[] = [
  ['code'],
  ['kind', 'storeName', 'settings'],
  ['loginName', 'displayName', 'password', 'groupId'],
  ['portalName', 'portalPath'],
];
const minPasswordLength = 14;

export function useSetUp() {
  const { t } = useTranslation();
  const draft = useKeptDraft();
  const fields = useFields<SetUpValues>({
    code: '',
    kind: 'local',
    storeName: '',
    loginName: '',
    displayName: '',
    password: '',
    passwordAgain: '',
    groupId: '',
    groupName: '',
    portalName: t('setUp.portalNameDefault'),
    portalPath: 'main',
    ...draft.values,
  });
  const { values } = fields;
  const [step, setStep] = useState(0);
  const [settingValues, setSettingValues] = useState<SettingValues>(draft.settings);
  const [settingErrors, setSettingErrors] = useState<Readonly<Record<string, string>>>({});
  const isLocal = values.kind === 'local';

  const check = useMutation({
    mutationFn: () => unwrap(api.POST('/set-up/check', { body: { code: values.code } })),
    onSuccess: () => {
      setStep(1);
    },
    onError: (error) => {
      show(error);
    },
  });
  const kind = check.data?.storeKinds.find((one) => one.kind === values.kind);
  // A local store lives beside Muster's own tables; where else it could is asked of nobody at first.
  const settings: readonly Setting[] = settingsOf(kind?.settings ?? {}).filter(
    ({ name }) => !isLocal || name === 'domain',
  );
  const connection = () => ({
    code: values.code,
    kind: values.kind,
    settings: cleaned(settings, settingValues, null),
  });
  const test = useMutation({
    mutationFn: () => unwrap(api.POST('/set-up/test', { body: connection() })),
    onSuccess: ({ ok }) => {
      if (ok) setStep(2);
    },
    onError: (error) => {
      show(error);
    },
  });
  const finish = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/set-up', {
          body: {
            ...connection(),
            storeName: values.storeName.trim(),
            loginName: values.loginName.trim(),
            password: values.password,
            portalName: values.portalName.trim(),
            portalPath: values.portalPath.trim(),
            ...(isLocal
              ? { displayName: values.displayName.trim() || values.loginName.trim() }
              : { groupId: values.groupId }),
          },
        }),
      ),
    onError: (error) => {
      show(error);
    },
  });

  useKeepDraft(values, settings, settingValues, finish.data !== undefined);

  /** To the step of the first field at fault; all others stay as they were typed. */
  const show = (error: unknown) => {
    const { problem } = asApiError(error);
    const names = problem.errors.map(({ field }) => field.split('/')[0] ?? '');
    const at = fieldsOfStep.findIndex((inStep) => inStep.some((name) => names.includes(name)));
    if (at !== -1) setStep(at);
    setSettingErrors(
      Object.fromEntries(
        problem.errors.flatMap(({ field, message }) => {
          const [part, name] = field.split('/');
          return part === 'settings' && name !== undefined ? [[name, message]] : [];
        }),
      ),
    );
    fields.fail(error);
  };

  const ready = (): boolean => {
    const missing = (text: string, message: string) => text.trim() === '' && message;
    const at = steps[step] ?? 'review';
    switch (at) {
      case 'code':
        return fields.check({ code: missing(values.code, t('setUp.codeMissing')) });
      case 'directory':
        return fields.check({ storeName: missing(values.storeName, t('setUp.storeNameMissing')) });
      case 'administrator':
        return fields.check({
          loginName: missing(values.loginName, t('signIn.loginMissing')),
          password:
            (isLocal ? Array.from(values.password).length < minPasswordLength : values.password === '') &&
            t(isLocal ? 'setUp.passwordShort' : 'signIn.passwordMissing', { count: minPasswordLength }),
          ...(isLocal
            ? {
                passwordAgain: values.password !== values.passwordAgain && t('setUp.passwordsDiffer'),
              }
            : { groupId: missing(values.groupId, t('setUp.groupMissing')) }),
        });
      case 'portal':
        return fields.check({
          portalName: missing(values.portalName, t('setUp.portalNameMissing')),
          portalPath: !/^[a-z0-9-]{1,40}$/.test(values.portalPath.trim()) && t('setUp.portalPathForm'),
        });
      case 'review':
        return true;
    }
  };

  const mutations = [check, test, finish];
  const forward = () => {
    for (const { reset } of [test, finish]) reset();
    fields.clear();
    if (!ready()) return;
    if (step === 0) check.mutate();
    else if (step === 1) test.mutate();
    else if (step === lastStep) finish.mutate();
    else setStep(step + 1);
  };

  return {
    fields: fields,
    step,
    isLocal,
    kinds: check.data?.storeKinds ?? [],
    settings,
    settingValues,
    settingErrors,
    setSettings: (next: SettingValues) => {
      setSettingValues(next);
      setSettingErrors({});
      test.reset();
    },
    connection,
    test: test.data,
    done: finish.data ?? null,
    busy: mutations.some(({ isPending }) => isPending),
    failure: mutations.map(({ error }) => error).find((error) => error !== null) ?? null,
    shownFields: [...fields.failed, ...Object.keys(settingErrors).map((name) => `settings/${name}`)],
    forward,
    backTo: (to: number) => {
      for (const { reset } of [test, finish]) reset();
      if (to < step) setStep(to);
    },
  };
}

export type SetUp = ReturnType<typeof useSetUp>;

/** Who administers Muster: a new account, or a person and a group of the directory. */
import { PasswordInput, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { typed } from '../../components/use-fields.ts';
import { GroupChoice } from './group-choice.tsx';
import type { SetUp } from './use-set-up.ts';

export function AdministratorStep({ setUp }: { setUp: SetUp }) {
  const { t } = useTranslation();
  const { fields, isLocal } = setUp;
  const secret = (name: 'password' | 'passwordAgain', label: string, description: string) => (
    <PasswordInput
      label={label}
      description={description}
      autoComplete={isLocal ? 'new-password' : 'current-password'}
      required
      maxLength={1024}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      {...typed(fields.input(name))}
    />
  );
  return (
    <>
      <Text>{t(isLocal ? 'setUp.newAdministrator' : 'setUp.ownAdministrator')}</Text>
      <TextInput
        label={t('signIn.login')}
        description={t(isLocal ? 'setUp.loginHint' : 'setUp.ownLoginHint')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={isLocal ? 64 : 256}
        {...typed(fields.input('loginName'))}
      />
      {isLocal && (
        <TextInput
          label={t('setUp.displayName')}
          description={t('setUp.displayNameHint')}
          maxLength={64}
          {...typed(fields.input('displayName'))}
        />
      )}
      {secret('password', t('signIn.password'), t(isLocal ? 'setUp.passwordHint' : 'setUp.ownPasswordHint'))}
      {isLocal ? (
        secret('passwordAgain', t('setUp.passwordAgain'), t('setUp.passwordAgainHint'))
      ) : (
        <GroupChoice setUp={setUp} />
      )}
    </>
  );
}

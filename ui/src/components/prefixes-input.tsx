import { TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '../i18n/access-words.ts';

interface PrefixesInputProps {
  readonly id?: string;
  readonly value: string[];
  readonly onChange: (prefixes: string[]) => void;
  readonly error?: ReactNode;
}

/** What names of new groups may begin with. Blanks at the end of a prefix are kept: they are part of the name. */
export function PrefixesInput({ id, value, onChange, error }: PrefixesInputProps) {
  const { t } = useTranslation();
  return (
    <TagsInput
      {...(id === undefined ? {} : { id })}
      label={t('policies.groupNamePrefixes.prefixes')}
      description={t('policies.groupNamePrefixes.prefixesHint')}
      error={error}
      acceptValueOnBlur
      maxTags={50}
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      value={value}
      onChange={onChange}
    />
  );
}

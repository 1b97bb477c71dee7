import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '../../../../workflows/contracts/personal-settings.ts';
import { oneOf } from '../../app/search.ts';

export function useLanguageName(): (language: Language) => string {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return (language) => names.of(language) ?? language;
}

export function LanguageSelect({
  value,
  onChange,
}: {
  value: Language;
  onChange: (language: Language) => void;
}) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  return (
    <Select
      aria-label={t('mailTemplates.language')}
      allowDeselect={false}
      w={200}
      data={languages.map((language) => ({ value: language, label: nameOf(language) }))}
      value={value}
      onChange={(chosen) => {
        const language = oneOf(chosen, languages);
        if (language !== undefined) onChange(language);
      }}
    />
  );
}

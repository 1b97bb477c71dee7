import { useTranslation } from 'react-i18next';
import en from '../../i18n/en.json';

type Choice = keyof typeof en.settingChoices;
const isKnown = (choice: string): choice is Choice => choice in en.settingChoices;

/** A value of a setting in words, where there are some. */
export function useChoiceWords(): (choice: string) => string {
  const { t } = useTranslation();
  return (choice) => (isKnown(choice) ? t(`settingChoices.${choice}`) : choice);
}

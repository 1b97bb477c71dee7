/** Attributes and their values in plain words, whatever the store calls them. */
import { useTranslation } from 'react-i18next';
import en from '../i18n/en.json';

type Attribute = keyof typeof en.attributes;
const isKnown = (name: string): name is Attribute => name in en.attributes;

type Value = keyof typeof en.values;
const isKnownValue = (value: string): value is Value => value in en.values;

const spoken = new Set([
  'securityType',
  'groupCategory',
  'groupScope',
  'historyViews',
  'queryShared',
  'mailbox',
]);

export function useAttributeWords() {
  const { t } = useTranslation();
  return {
    label: (attribute: string): string => (isKnown(attribute) ? t(`attributes.${attribute}`) : attribute),
    value: (attribute: string | null, value: string): string =>
      attribute !== null && spoken.has(attribute) && isKnownValue(value) ? t(`values.${value}`) : value,
  };
}

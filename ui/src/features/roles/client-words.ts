import { useTranslation } from 'react-i18next';
import type { Client } from '../../../../workflows/contracts/clients.ts';

/** What a client is called: a portal by its name, the others by their kind. */
export function useClientWords() {
  const { t } = useTranslation();
  return ({ type, label }: Pick<Client, 'type'> & { readonly label: string | null }): string =>
    label ?? t(`clients.${type}`);
}

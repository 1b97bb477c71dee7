import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ForceBoxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** To save although the connection fails; the store then shows errors [stores-and-links S2]. */
export function ForceBox({ checked, onChange }: ForceBoxProps) {
  const { t } = useTranslation();
  return (
    <Checkbox
      label={t('stores.force')}
      description={t('stores.forceHint')}
      checked={checked}
      onChange={(event) => {
        onChange(event.currentTarget.checked);
      }}
    />
  );
}

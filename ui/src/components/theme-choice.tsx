import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { themes } from '../../../workflows/contracts/personal-settings.ts';
import { useSaveSettings } from '../api/settings.ts';
import { useSession } from '../api/session.ts';
import { useToldFailure } from './use-told-failure.ts';

/** Light, dark, or as the device has it. */
export function ThemeChoice({ labelledBy, size }: { labelledBy: string; size: 'xs' | 'sm' }) {
  const { t } = useTranslation();
  const { theme } = useSession().settings;
  const save = useSaveSettings();
  const tell = useToldFailure();
  return (
    <SegmentedControl
      fullWidth
      size={size}
      aria-labelledby={labelledBy}
      value={theme}
      onChange={(value) => {
        const chosen = themes.find((one) => one === value);
        if (chosen !== undefined) save.mutate({ theme: chosen }, { onError: tell });
      }}
      data={(['light', 'dark', 'auto'] as const).map((value) => ({
        value,
        label: t(`profile.themes.${value}`),
      }))}
    />
  );
}

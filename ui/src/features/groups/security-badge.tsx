import { Tooltip } from '@mantine/core';
import { IconEyeOff, IconLockOpen, IconUserCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SecurityType } from '../../../../workflows/contracts/actions.ts';
import { Badge } from '../../components/state-badge.tsx';

const icons = { private: IconEyeOff, 'semi-private': IconUserCheck, public: IconLockOpen } as const;

export function SecurityBadge({ type }: { type: SecurityType }) {
  const { t } = useTranslation();
  const Sign = icons[type];
  return (
    <Tooltip label={t(`security.${type}.hint`)} multiline maw={300}>
      <span>
        <Badge tone="quiet" icon={<Sign size={14} aria-hidden />}>
          {t(`security.${type}.name`)}
        </Badge>
      </span>
    </Tooltip>
  );
}

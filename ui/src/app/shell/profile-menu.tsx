import { Menu, Text, UnstyledButton } from '@mantine/core';
import {
  IconFolderDown,
  IconKeyboard,
  IconLogout,
  IconSettings,
  IconSwitchHorizontal,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { themes } from '../../../../workflows/contracts/personal-settings.ts';
import { signOut, useSession } from '../../api/session.ts';
import { useSaveSettings } from '../../api/settings.ts';
import { LinkMenuItem } from '../../components/link-menu-item.tsx';
import { Name } from '../../components/name.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { useToldFailure } from '../../components/use-told-failure.ts';
import { showShortcuts } from './shortcuts.tsx';

export function ProfileMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const save = useSaveSettings();
  const tell = useToldFailure();
  const leave = async () => {
    const elsewhere = await signOut();
    if (elsewhere === null) await navigate({ to: '/sign-in', search: {} });
    else window.location.assign(elsewhere);
  };
  return (
    <Menu position="bottom-end" width={280} withinPortal>
      <Menu.Target>
        <UnstyledButton>
          <span className="m-visually-hidden">{t('profile.menu', { name: session.user.name })}</span>
          <PersonAvatar name={session.user.name} size={34} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '8px 12px' }}>
          <Text size="sm" fw={600} component="div">
            <Name>{session.user.name}</Name>
          </Text>
          <Text size="xs" c="dimmed" component="div">
            <Name>{session.user.loginName}</Name>
          </Text>
          <Text size="xs" c="dimmed" component="div">
            {t('profile.role', { role: session.role.name })}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('profile.theme')}</Menu.Label>
        {/* Items, not inputs: within a menu the arrow keys lead from one to the next. */}
        <Menu.RadioGroup
          value={session.settings.theme}
          onChange={(value) => {
            const known = themes.find((one) => one === value);
            if (known !== undefined) save.mutate({ theme: known }, { onError: tell });
          }}
        >
          {themes.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {t(`profile.themes.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <LinkMenuItem to="/profile" leftSection={<IconSettings size={16} aria-hidden />}>
          {t('profile.open')}
        </LinkMenuItem>
        <LinkMenuItem to="/exports" leftSection={<IconFolderDown size={16} aria-hidden />}>
          {t('exports.mine')}
        </LinkMenuItem>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={showShortcuts}>
          {t('shortcuts.title')}
        </Menu.Item>
        <LinkMenuItem to="/sign-in" leftSection={<IconSwitchHorizontal size={16} aria-hidden />}>
          {t('profile.switch')}
        </LinkMenuItem>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>
          {t('profile.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

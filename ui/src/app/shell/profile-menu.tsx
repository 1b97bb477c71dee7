import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconDevices, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signOut, useSession } from '../../api/session.ts';
import { LinkMenuItem } from '../../components/link-menu-item.tsx';
import { Name } from '../../components/name.tsx';
import { showShortcuts } from './shortcuts.tsx';

const schemes = ['light', 'dark', 'auto'] as const;

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase();

export function ProfileMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = async () => {
    await signOut();
    await navigate({ to: '/sign-in', search: {} });
  };
  return (
    <Menu position="bottom-end" width={280} withinPortal>
      <Menu.Target>
        <UnstyledButton>
          <span className="m-visually-hidden">{t('profile.menu', { name: session.user.name })}</span>
          <Avatar aria-hidden radius="xl" size={34} variant="filled" color="indigo.8">
            {initials(session.user.name) || null}
          </Avatar>
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
          value={colorScheme}
          onChange={(value) => {
            const known = schemes.find((one) => one === value);
            if (known !== undefined) setColorScheme(known);
          }}
        >
          {schemes.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {t(`profile.themes.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <LinkMenuItem to="/sessions" leftSection={<IconDevices size={16} aria-hidden />}>
          {t('profile.sessions')}
        </LinkMenuItem>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={showShortcuts}>
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>
          {t('profile.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The rarer pages of one's account. */
import { Text } from '@mantine/core';
import { IconBeach, IconChevronRight, IconHelp, IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../components/link.tsx';
import { Panel } from '../../components/panel.tsx';
import '../../i18n/account-words.ts';

const pages = [
  {
    to: '/profile/delegation',
    icon: IconBeach,
    title: 'delegations.title',
    text: 'delegations.linkText',
  },
  { to: '/profile/tokens', icon: IconKey, title: 'tokens.title', text: 'tokens.linkText' },
  { to: '/profile/why', icon: IconHelp, title: 'whyNot.title', text: 'whyNot.linkText' },
] as const;

export function AccountLinks() {
  const { t } = useTranslation();
  return (
    <Panel flush title={t('account.title')}>
      <ul className="m-rows">
        {pages.map(({ to, icon: Sign, title, text }) => (
          <li key={to}>
            <Sign size={22} stroke={1.6} aria-hidden />
            <div className="m-grow">
              <LinkAnchor to={to}>{t(title)}</LinkAnchor>
              <Text size="xs" c="dimmed">
                {t(text)}
              </Text>
            </div>
            <IconChevronRight size={16} aria-hidden />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

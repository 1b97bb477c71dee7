/** The mails there are, in one language. */
import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { defaultSettings, writtenLanguages } from '../../../../workflows/contracts/personal-settings.ts';
import { mailTemplates } from '../../api/mail.ts';
import { LinkAnchor } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/mail-words.ts';
import { LanguageSelect, useLanguageName } from './language-select.tsx';

const route = getRouteApi('/shell/admin/mail-templates');

export function MailTemplatesPage() {
  const { t } = useTranslation();
  const { language = defaultSettings.language } = route.useSearch();
  const navigate = route.useNavigate();
  const nameOf = useLanguageName();
  const query = useQuery(mailTemplates(language));
  return (
    <>
      <PageHeader
        title={t('navigation.mailTemplates')}
        description={t('mailTemplates.text')}
        actions={
          <LanguageSelect
            value={language}
            onChange={(chosen) => void navigate({ search: { language: chosen }, replace: true })}
          />
        }
      />
      {!writtenLanguages.includes(language) && (
        <Alert variant="light" color="gray" mb="md">
          {t('mailTemplates.partly', { language: nameOf(language) })}
        </Alert>
      )}
      <Panel flush>
        {query.data === undefined ? (
          <Waiting query={query} lines={8} />
        ) : (
          <ul className="m-rows" aria-label={t('navigation.mailTemplates')}>
            {query.data.items.map(({ template, subject, changed, written }) => (
              <li key={template}>
                <div className="m-grow">
                  <Text fw={600} size="sm" component="div">
                    <LinkAnchor
                      to="/admin/mail-templates/$template"
                      params={{ template }}
                      search={{ language }}
                      inherit
                    >
                      {t(`mailTemplates.names.${template}`)}
                    </LinkAnchor>{' '}
                    {changed && <Badge tone="run">{t('mailTemplates.changed')}</Badge>}
                    {!written && <Badge tone="quiet">{t('mailTemplates.english')}</Badge>}
                  </Text>
                  <Text size="sm" c="dimmed" component="div">
                    <Name>{subject}</Name>
                  </Text>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { capturedMail } from '../../api/queries.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Time } from '../../components/time.tsx';
import { MailText } from './mail-text.tsx';

const route = getRouteApi('/shell/mailbox/$mailId');

export function MailPage() {
  const { t } = useTranslation();
  const { mailId } = route.useParams();
  const { data: mail, error, refetch } = useQuery(capturedMail(mailId));
  return (
    <>
      <PageHeader
        title={mail?.subject ?? t('mailbox.mail')}
        back={{ to: '/mailbox', label: t('navigation.mailbox') }}
        description={
          mail !== undefined && (
            <>
              {t('mailbox.toWhom', { address: mail.recipient })} · <Time at={mail.at} />
            </>
          )
        }
      />
      <Panel>
        {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
        {mail === undefined && error === null && <Lines count={6} />}
        {mail !== undefined && <MailText text={mail.text} />}
      </Panel>
    </>
  );
}

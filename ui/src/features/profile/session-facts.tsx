import { useTranslation } from 'react-i18next';
import { Time } from '../../components/time.tsx';
import '../../i18n/account-words.ts';
import { deviceOf } from './device.ts';

/** Browser and system, as far as the browser said them. */
export function DeviceName({ agent }: { agent: string | null }) {
  const { t } = useTranslation();
  const { browser, system } = deviceOf(agent);
  return browser !== null && system !== null
    ? t('sessions.device', { browser, system })
    : (browser ?? system ?? t('sessions.unknownDevice'));
}

/** From where, since when and when last. */
export function SessionTimes({
  session: { address, signedInAt, lastSeenAt },
}: {
  session: { address: string | null; signedInAt: string; lastSeenAt: string };
}) {
  const { t } = useTranslation();
  return (
    <>
      {address ?? t('sessions.unknownAddress')}
      {' · '}
      {t('sessions.since')} <Time at={signedInAt} />
      {' · '}
      {t('sessions.lastSeen')} <Time at={lastSeenAt} />
    </>
  );
}

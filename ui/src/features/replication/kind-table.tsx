/** Each kind of object with its last two runs [stores-and-links R7]. */
import { IconAlertTriangle, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplicationKindStatus, StoreReplication } from '../../api/schema.ts';
import { Badge, type Tone } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';

const sign = { size: 14, 'aria-hidden': true } as const;
const looks: Readonly<Record<ReplicationKindStatus['outcome'], readonly [Tone, ReactNode]>> = {
  succeeded: ['ok', <IconCheck key="i" {...sign} />],
  failed: ['bad', <IconX key="i" {...sign} />],
  held: ['wait', <IconAlertTriangle key="i" {...sign} />],
  never: ['quiet', <IconMinus key="i" {...sign} />],
};

/** Why all of a store failed, where that is one reason; told once then. */
function sharedReason({ kinds }: StoreReplication): string | null {
  const reasons = new Set(
    kinds.flatMap(({ objects, deleted }) => [objects, deleted].map(({ reason }) => reason?.message ?? null)),
  );
  reasons.delete(null);
  const [only = null] = reasons;
  return reasons.size === 1 ? only : null;
}

export function KindTable({ store }: { store: StoreReplication }) {
  const { t } = useTranslation();
  const shared = sharedReason(store);
  return (
    <>
      {shared !== null && <div className="m-why">{shared}</div>}
      <div className="m-table-scroll">
        <table className="m-table" aria-label={t('replication.tableOf', { name: store.name })}>
          <thead>
            <tr>
              <th scope="col">{t('replication.columns.kind')}</th>
              <th scope="col">{t('replication.columns.objects')}</th>
              <th scope="col">{t('replication.columns.deleted')}</th>
            </tr>
          </thead>
          <tbody>
            {store.kinds.map(({ kind, objects, deleted }) => (
              <tr key={kind}>
                <td>
                  <strong>{t(`replication.kinds.${kind}`)}</strong>
                </td>
                <td data-wide data-label={t('replication.columns.objects')}>
                  <Outcome status={objects} run="objects" shared={shared} />
                </td>
                <td data-wide data-label={t('replication.columns.deleted')}>
                  <Outcome status={deleted} run="deleted" shared={shared} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface OutcomeProps {
  readonly status: ReplicationKindStatus;
  readonly run: 'objects' | 'deleted';
  readonly shared: string | null;
}

function Outcome({ status, run, shared }: OutcomeProps) {
  const { t, i18n } = useTranslation();
  const { outcome, reason, lastRunAt, lastSuccessAt, failures } = status;
  const [tone, icon] = looks[outcome];
  const number = (value: number) => value.toLocaleString(i18n.language);
  const counts =
    run === 'objects'
      ? t('replication.read', { read: number(status.read), changed: number(status.added + status.changed) })
      : t('replication.removed', { count: status.removed, removed: number(status.removed) });
  return (
    <>
      <span className="m-outcome">
        <Badge tone={tone} icon={icon}>
          {t(`replication.outcomes.${outcome}`)}
        </Badge>
        {lastRunAt !== null && outcome !== 'never' && (
          <span className="m-second">
            <Time at={lastRunAt} />
          </span>
        )}
      </span>
      {outcome === 'succeeded' && <div className="m-second">{counts}</div>}
      {reason !== null && (
        <div className="m-why">
          {reason.message !== shared && `${reason.message} `}
          {failures > 1 && t('replication.inARow', { count: failures })}
        </div>
      )}
      {outcome !== 'succeeded' && lastSuccessAt !== null && (
        <div className="m-second">
          {t('replication.lastSuccess')} <Time at={lastSuccessAt} />
        </div>
      )}
    </>
  );
}

/** A run and its steps in words. */
import { useTranslation } from 'react-i18next';
import { actions } from '../../../../workflows/contracts/actions.ts';
import { isErrorCode } from '../../../../workflows/contracts/errors.ts';
import type { Run, RunSummary } from '../../api/schema.ts';
import type { Tone } from '../../components/state-badge.tsx';
import { useRequestTitle } from '../requests/request-words.ts';

/** What the run does, in one line. */
export function useRunTitle(): (run: RunSummary | Run) => string {
  const { t } = useTranslation();
  const requestTitle = useRequestTitle();
  return ({ type, target, storeName }) => {
    const action = actions.find((one) => one === type);
    if (action !== undefined) return requestTitle({ action, target });
    if (type === 'notify')
      return target.name === null ? t('operations.mail') : t('operations.mailAbout', { name: target.name });
    if (type === 'approval') return t('operations.approvalOf', { name: target.name ?? '' });
    if (type === 'replicateStore') {
      return storeName === null
        ? t('operations.replicationPlain')
        : t('operations.replication', { name: storeName });
    }
    if (type === 'alertLostCriteria') return t('operations.lostCriteria');
    if (type === 'exportSearch') return t('operations.export');
    return type;
  };
}

const steps = [
  'planChange',
  'applyChange',
  'recordChange',
  'closeRequest',
  'hasBegunWriting',
  'openApproval',
  'accelerateApproval',
  'handOverApproval',
  'recordDecision',
  'closeApproval',
  'sendMails',
  'replicateFully',
  'writeExport',
  'closeExport',
] as const;

/** An activity by the name people know it by. */
export function useStepWord(): (name: string | null) => string {
  const { t } = useTranslation();
  return (name) => {
    const known = steps.find((one) => one === name);
    return known === undefined ? (name ?? t('operations.lines.unknownStep')) : t(`operations.steps.${known}`);
  };
}

/** A reason in a few words; its message says the rest. */
export function useReasonWord(): (code: string) => string {
  const { t } = useTranslation();
  return (code) => (isErrorCode(code) ? t(`errors.${code}`) : t('errors.internal'));
}

type Shown = RunSummary['status'] | 'attention' | 'waiting';

/** One word for how it stands. */
export function standingOf(run: RunSummary | Run): readonly [Tone, Shown] {
  if (run.attention !== null) return ['bad', 'attention'];
  if (run.requestState === 'failed') return ['bad', 'failed'];
  if (run.status === 'running')
    return run.requestState === 'pending' ? ['wait', 'waiting'] : ['run', 'running'];
  return run.status === 'completed' || run.status === 'continued'
    ? ['quiet', run.status]
    : ['bad', run.status];
}

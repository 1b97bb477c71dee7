/** Approval workflows in plain words. */
import { useTranslation } from 'react-i18next';
import type { ApprovalWorkflow } from '../../api/schema.ts';
import en from '../../i18n/en-access.json';

type Field = keyof typeof en.workflows.fieldNames;
const isKnown = (name: string): name is Field => name in en.workflows.fieldNames;

export type ApproverOf = ApprovalWorkflow['approvers'][number];

export function useWorkflowWords() {
  const { t } = useTranslation();
  const field = (name: string): string => (isKnown(name) ? t(`workflows.fieldNames.${name}`) : name);
  const approver = ({ kind, id, name }: ApproverOf): string =>
    kind === 'object' ? (name ?? id ?? '') : t(`workflows.approverKinds.${kind}`);
  return {
    field,
    approver,
    /** What it is about: "Edit of groups: Description, Mail". */
    about: ({ system, objects, event, fields }: ApprovalWorkflow): string => {
      if (system !== null) return t(`workflows.systemHints.${system}`);
      const what = objects.map((object) => t(`workflows.objects.${object}`)).join(', ');
      const sentence = `${t(`workflows.events.${event}`)} · ${what}`;
      return fields.length === 0 ? sentence : `${sentence} · ${fields.map(field).join(', ')}`;
    },
    /** Who is asked: "Ann, then Owners". */
    asked: ({ approvers, mode }: Pick<ApprovalWorkflow, 'approvers' | 'mode'>): string => {
      const joint =
        mode === 'sequence' ? 'workflows.then' : mode === 'all' ? 'workflows.and' : 'workflows.or';
      return approvers.map(approver).join(t(joint));
    },
  };
}

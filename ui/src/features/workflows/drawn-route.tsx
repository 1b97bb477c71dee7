/** The route of a workflow as it stands in its form. */
import { useTranslation } from 'react-i18next';
import type { ApprovalWorkflow } from '../../api/schema.ts';
import { useChosen } from '../../components/find/find-selection.tsx';
import type { DrawnRouteOf, RouteBox } from './route.ts';
import { ToldRoute } from './told-route.tsx';
import { type ApproverOf, useWorkflowWords } from './workflow-words.ts';

type Drawn = Pick<ApprovalWorkflow, 'approvers' | 'mode' | 'event' | 'fields' | 'filters'>;

export function DrawnRoute({ storeId, workflow }: { storeId: string; workflow: Drawn }) {
  const { t } = useTranslation();
  const words = useWorkflowWords();
  const { approvers, mode, fields, filters } = workflow;
  const chosen = useChosen(
    storeId,
    approvers.flatMap(({ id }) => id ?? []),
  );
  const nameOf = (entry: ApproverOf): string => {
    if (entry.kind !== 'object') return words.approver(entry);
    if (entry.id === undefined) return t('workflows.nobodyYet');
    return chosen.find(({ id }) => id === entry.id)?.displayName ?? entry.name ?? entry.id;
  };
  const ask = (title: string, lines: readonly string[]): RouteBox => ({ title, lines, tone: 'ask' });
  const names = approvers.map(nameOf);
  const stages =
    names.length === 0
      ? []
      : mode === 'any'
        ? [[ask(t(names.length > 1 ? 'workflows.oneOf' : 'workflows.decides'), names)]]
        : mode === 'all'
          ? [names.map((name) => ask(t('workflows.decides'), [name]))]
          : names.map((name) => [ask(t('workflows.decides'), [name])]);
  const conditions = filters.map(({ subject, attribute, test, value }) =>
    [
      t(`workflows.filterSubjects.${subject}`),
      attribute,
      t(`workflows.filterTests.${test}`),
      ...(value === undefined ? [] : [value]),
    ].join(' '),
  );
  const route: DrawnRouteOf = {
    start: {
      title: t(`workflows.events.${workflow.event}`),
      lines: [...fields.map(words.field), ...conditions],
      tone: 'person',
    },
    stages,
    end: { title: t('workflows.carriedOut'), lines: [], tone: 'done' },
  };
  return <ToldRoute route={route} />;
}

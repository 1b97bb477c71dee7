/** "If this person did this to that object, who would be asked?" */
import { Button, MultiSelect, Select, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupFields, type SystemWorkflow } from '../../../../workflows/contracts/approvals.ts';
import { api, unwrap } from '../../api/client.ts';
import type { WorkflowTest } from '../../api/schema.ts';
import { oneOf } from '../../app/search.ts';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import type { DrawnRouteOf, RouteBox } from './route.ts';
import { ToldRoute } from './told-route.tsx';
import { useWorkflowWords } from './workflow-words.ts';

const deeds = ['joinGroup', 'leaveGroup', 'nestGroup', 'edit', 'create', 'delete'] as const;
type Deed = (typeof deeds)[number];
const systemOf: Readonly<Partial<Record<Deed, SystemWorkflow>>> = {
  joinGroup: 'joinGroup',
  leaveGroup: 'leaveGroup',
  nestGroup: 'nestGroup',
};

export function TryWorkflows({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const words = useWorkflowWords();
  const [requesterId, setRequester] = useState<string | null>(null);
  const [deed, setDeed] = useState<Deed>('edit');
  const [targetId, setTarget] = useState<string | null>(null);
  const [fields, setFields] = useState<string[]>(['description']);
  const ask = useMutation({
    mutationFn: (requester: string) => {
      const system = systemOf[deed];
      return unwrap(
        api.POST('/stores/{storeId}/workflows/test', {
          params: { path: { storeId } },
          body: {
            requesterId: requester,
            object: 'group',
            event: deed === 'create' || deed === 'delete' ? deed : 'edit',
            ...(system === undefined ? {} : { system }),
            ...(deed === 'create' || targetId === null ? {} : { targetId }),
            ...(deed === 'edit' ? { fields } : {}),
          },
        }),
      );
    },
  });
  const isComplete =
    requesterId !== null &&
    (deed === 'create' || targetId !== null) &&
    (deed !== 'edit' || fields.length > 0);
  return (
    <div className="m-columns" data-even>
      <Panel title={t('workflows.try.title')}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (requesterId !== null && isComplete) ask.mutate(requesterId);
          }}
        >
          <Stack gap="md">
            <ObjectPicker
              label={t('workflows.try.person')}
              purpose="manager"
              storeId={storeId}
              value={requesterId}
              onChange={setRequester}
            />
            <Select
              label={t('workflows.try.does')}
              allowDeselect={false}
              data={deeds.map((one) => ({ value: one, label: t(`workflows.try.deeds.${one}`) }))}
              value={deed}
              onChange={(value) => {
                setDeed(oneOf(value, deeds) ?? deed);
              }}
            />
            {deed !== 'create' && (
              <ObjectPicker
                label={t('workflows.try.target')}
                purpose="group"
                storeId={storeId}
                value={targetId}
                onChange={setTarget}
              />
            )}
            {deed === 'edit' && (
              <MultiSelect
                label={t('workflows.try.fields')}
                data={groupFields.map((field) => ({ value: field, label: words.field(field) }))}
                value={fields}
                onChange={setFields}
              />
            )}
            {ask.error !== null && <ProblemAlert error={ask.error} />}
            <Button
              type="submit"
              loading={ask.isPending}
              disabled={!isComplete}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('workflows.try.ask')}
            </Button>
          </Stack>
        </form>
      </Panel>
      <Panel title={t('workflows.try.answer')}>
        <div aria-live="polite">
          {ask.data === undefined ? (
            <Text size="sm" c="dimmed">
              {t('workflows.try.none')}
            </Text>
          ) : (
            <Answer answer={ask.data} deed={t(`workflows.try.deeds.${deed}`)} />
          )}
        </div>
      </Panel>
    </div>
  );
}

function Answer({ answer, deed }: { answer: WorkflowTest; deed: string }) {
  const { t } = useTranslation();
  const words = useWorkflowWords();
  const boxOf = (step: WorkflowTest['waits'][number]['steps'][number]): RouteBox => {
    const names = step.approvers.map(({ name }) => name);
    if (step.auto !== null) {
      return { title: step.rule, lines: [t(`workflows.try.auto.${step.auto}`)], tone: 'auto' };
    }
    return step.held
      ? { title: t('workflows.try.held'), lines: names, tone: 'held' }
      : { title: step.rule, lines: names, tone: 'ask' };
  };
  const routeOf = ({ fields, steps }: WorkflowTest['waits'][number]): DrawnRouteOf => ({
    start: { title: deed, lines: fields.map(words.field), tone: 'person' },
    stages: [...Map.groupBy(steps, ({ stage }) => stage)]
      .sort(([a], [b]) => a - b)
      .map(([, inStage]) => inStage.map(boxOf)),
    end: { title: t('workflows.carriedOut'), lines: [], tone: 'done' },
  });
  return (
    <Stack gap="lg">
      {answer.free && (
        <Text size="sm">
          {answer.waits.length === 0
            ? t('workflows.try.atOnce')
            : t('workflows.try.atOnceOf', { fields: answer.freeFields.map(words.field).join(', ') })}
        </Text>
      )}
      {answer.waits.map((wait, index) => (
        <ToldRoute key={index} route={routeOf(wait)} />
      ))}
    </Stack>
  );
}

/** "If this person did this to that object, who would be asked?" */
import { Button, MultiSelect, Select, Stack, TagsInput, Text } from '@mantine/core';
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

interface DeedFacts {
  readonly object: 'group' | 'user' | 'contact';
  readonly event: 'create' | 'edit' | 'delete';
  readonly system?: SystemWorkflow;
}

/** What can be done to what, in the order it is offered. */
const deeds = {
  joinGroup: { object: 'group', event: 'edit', system: 'joinGroup' },
  leaveGroup: { object: 'group', event: 'edit', system: 'leaveGroup' },
  nestGroup: { object: 'group', event: 'edit', system: 'nestGroup' },
  editGroup: { object: 'group', event: 'edit' },
  createGroup: { object: 'group', event: 'create' },
  deleteGroup: { object: 'group', event: 'delete' },
  changeGroupExpiration: { object: 'group', event: 'edit', system: 'changeGroupExpiration' },
  editUser: { object: 'user', event: 'edit' },
  createUser: { object: 'user', event: 'create' },
  deleteUser: { object: 'user', event: 'delete' },
  resetPassword: { object: 'user', event: 'edit', system: 'resetPassword' },
  changeManager: { object: 'user', event: 'edit', system: 'changeManager' },
  transferUser: { object: 'user', event: 'edit', system: 'transferUser' },
  terminateUser: { object: 'user', event: 'edit', system: 'terminateUser' },
  editContact: { object: 'contact', event: 'edit' },
  createContact: { object: 'contact', event: 'create' },
  deleteContact: { object: 'contact', event: 'delete' },
} as const satisfies Readonly<Record<string, DeedFacts>>;
type Deed = keyof typeof deeds;
const deedNames = Object.keys(deeds) as readonly Deed[];
const purposes = { group: 'group', user: 'manager', contact: 'contact' } as const;
const kinds = ['group', 'user', 'contact'] as const;

export function TryWorkflows({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const words = useWorkflowWords();
  const [requesterId, setRequester] = useState<string | null>(null);
  const [deed, setDeed] = useState<Deed>('editGroup');
  const [targetId, setTarget] = useState<string | null>(null);
  const [newManagerId, setNewManager] = useState<string | null>(null);
  const [fields, setFields] = useState<string[]>(['description']);
  const { object, event, system }: DeedFacts = deeds[deed];
  const isNew = event === 'create';
  const isTransfer = system === 'transferUser';
  const namesFields = event === 'edit' && system === undefined;
  const ask = useMutation({
    mutationFn: (requester: string) =>
      unwrap(
        api.POST('/stores/{storeId}/workflows/test', {
          params: { path: { storeId } },
          body: {
            requesterId: requester,
            object,
            event,
            ...(system === undefined ? {} : { system }),
            ...(isNew || targetId === null ? {} : { targetId }),
            ...(isTransfer && newManagerId !== null ? { newManagerId } : {}),
            ...(namesFields ? { fields } : {}),
          },
        }),
      ),
  });
  const isComplete =
    requesterId !== null &&
    (isNew || targetId !== null) &&
    (!isTransfer || newManagerId !== null) &&
    (!namesFields || fields.length > 0);
  const choose = (next: Deed) => {
    setDeed(next);
    if (deeds[next].object === object) return;
    setTarget(null);
    setFields(deeds[next].object === 'group' ? ['description'] : []);
  };
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
              data={kinds.map((kind) => ({
                group: t(`workflows.try.kinds.${kind}`),
                items: deedNames
                  .filter((one) => deeds[one].object === kind)
                  .map((one) => ({ value: one, label: t(`workflows.try.deeds.${one}`) })),
              }))}
              value={deed}
              onChange={(value) => {
                choose(oneOf(value, deedNames) ?? deed);
              }}
            />
            {!isNew && (
              <ObjectPicker
                key={object}
                label={t(`workflows.try.targets.${object}`)}
                purpose={purposes[object]}
                storeId={storeId}
                value={targetId}
                onChange={setTarget}
              />
            )}
            {isTransfer && (
              <ObjectPicker
                label={t('workflows.try.newManager')}
                purpose="manager"
                storeId={storeId}
                value={newManagerId}
                onChange={setNewManager}
              />
            )}
            {namesFields && object === 'group' && (
              <MultiSelect
                label={t('workflows.try.fields')}
                data={groupFields.map((field) => ({ value: field, label: words.field(field) }))}
                value={fields}
                onChange={setFields}
              />
            )}
            {namesFields && object !== 'group' && (
              <TagsInput
                label={t('workflows.try.fields')}
                description={t('workflows.try.fieldsHint')}
                acceptValueOnBlur
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

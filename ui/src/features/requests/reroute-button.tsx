/** Other people decide instead: who that would be is shown before they are asked. */
import { Button, Group, Modal, Radio, Select, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowsSplit } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rerouteTargets } from '../../../../workflows/contracts/requests.ts';
import { api, unwrap } from '../../api/client.ts';
import type { Request } from '../../api/schema.ts';
import { oneOf } from '../../app/search.ts';
import { Name } from '../../components/name.tsx';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { Lines } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import '../../i18n/request-words.ts';

export function RerouteButton({ request }: { request: Request }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const close = () => {
    setOpened(false);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowsSplit size={18} aria-hidden />}
        onClick={() => {
          setOpened(true);
        }}
      >
        {t('reroute.open')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('reroute.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <RerouteForm request={request} onDone={close} />
      </Modal>
    </>
  );
}

function RerouteForm({ request, onDone }: { request: Request; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const open = request.approvals.filter(({ state }) => state === 'open');
  const [step, setStep] = useState(open[0]?.step ?? 1);
  const [to, setTo] = useState<(typeof rerouteTargets)[number]>('person');
  const [personId, setPersonId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const key = useRef(crypto.randomUUID());
  const path = { requestId: request.id };
  const body = { to, step, ...(to === 'person' && personId !== null ? { personId } : {}) };
  const isChosen = to !== 'person' || personId !== null;
  const preview = useQuery({
    queryKey: ['requests', 'reroute', request.id, body],
    queryFn: () =>
      unwrap(api.POST('/requests/{requestId}/reroute', { params: { path, query: { dryRun: true } }, body })),
    enabled: isChosen,
    retry: false,
    gcTime: 0,
  });
  const ask = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/requests/{requestId}/reroute', {
          params: { path, header: { 'idempotency-key': key.current } },
          body: { ...body, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
        }),
      ),
    onSuccess: async () => {
      notifications.show({ message: t('reroute.done') });
      await client.invalidateQueries({ queryKey: ['requests'] });
      onDone();
    },
    onError: () => {
      key.current = crypto.randomUUID();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('reroute.text')}</Text>
        {open.length > 1 && (
          <Select
            label={t('reroute.step')}
            allowDeselect={false}
            data={open.map((one) => ({
              value: String(one.step),
              label: `${one.rule}: ${one.approvers.map(({ name }) => name).join(', ')}`,
            }))}
            value={String(step)}
            onChange={(value) => {
              setStep(Number(value));
            }}
          />
        )}
        <Radio.Group
          label={t('reroute.to')}
          value={to}
          onChange={(value) => {
            setTo(oneOf(value, rerouteTargets) ?? to);
          }}
        >
          <Stack gap="xs" mt={8}>
            {(['person', 'manager', 'managers'] as const).map((one) => (
              <Radio key={one} value={one} label={t(`reroute.targets.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {to === 'person' && (
          <ObjectPicker
            label={t('reroute.person')}
            description={t('reroute.personHint')}
            // Whoever can be a manager is a person.
            purpose="manager"
            storeId={request.storeId}
            value={personId}
            onChange={setPersonId}
          />
        )}
        {isChosen && preview.isFetching && <Lines count={1} />}
        {isChosen && preview.error !== null && <ProblemAlert error={preview.error} />}
        {isChosen && preview.data !== undefined && (
          <div role="status">
            <Text size="sm" fw={600}>
              {t('reroute.asked')}
            </Text>
            <Text size="sm">
              <Name>{preview.data.approvers.map(({ name }) => name).join(', ')}</Name>
            </Text>
          </div>
        )}
        <Textarea
          label={t('reroute.reason')}
          description={t('reroute.reasonHint')}
          maxLength={500}
          maw="100%"
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
        {ask.error !== null && <ProblemAlert error={ask.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={ask.isPending} disabled={!isChosen || preview.data === undefined}>
            {t('reroute.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

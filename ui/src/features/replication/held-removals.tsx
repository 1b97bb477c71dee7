/** Removals that were too many to be believed: what would go, and the choice. Nothing goes until then [R3]. */
import { Button, Group, List, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { expectRun, replicationKey } from '../../api/replication.ts';
import type { HeldRemoval } from '../../api/schema.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Name } from '../../components/name.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Time } from '../../components/time.tsx';

/** Above this many a removal is confirmed by typing the store's name. */
const fewObjects = 10;

export function HeldRemovals({ held, storeName }: { held: readonly HeldRemoval[]; storeName: string }) {
  return (
    <>
      {held.map((one) => (
        <Held key={one.id} held={one} storeName={storeName} />
      ))}
    </>
  );
}

function Held({ held, storeName }: { held: HeldRemoval; storeName: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const params = { params: { path: { heldId: held.id } }, body: null };
  const again = () => client.invalidateQueries({ queryKey: replicationKey });
  const keep = useMutation({
    mutationFn: () => unwrap(api.POST('/replication/held/{heldId}/dismiss', params)),
    onSuccess: () => {
      notifications.show({ message: t('replication.held.kept') });
    },
    onSettled: again,
  });
  const { count, known, allowed, sample } = held;
  const kind = t(`replication.kinds.${held.kind}`);
  const others = count - sample.length;
  return (
    <section className="m-held" aria-label={t('replication.held.title', { kind, count, known })}>
      <Text fw={600} size="sm">
        {t('replication.held.title', { kind, count, known })}
      </Text>
      <Text size="sm">{t('replication.held.text', { count: allowed })}</Text>
      <List size="sm" aria-label={t('replication.held.among')}>
        {sample.map(({ id, name }) => (
          <List.Item key={id}>
            <Name>{name}</Name>
          </List.Item>
        ))}
        {others > 0 && <List.Item>{t('replication.held.others', { count: others })}</List.Item>}
      </List>
      <Text size="xs" c="dimmed">
        {t('replication.held.since')} <Time at={held.heldAt} />
      </Text>
      {keep.error !== null && <ProblemAlert error={keep.error} />}
      <Group gap="sm">
        <Button
          variant="default"
          size="sm"
          loading={keep.isPending}
          onClick={() => {
            keep.mutate();
          }}
        >
          {t('replication.held.keep')}
        </Button>
        <Button
          color="red.9"
          size="sm"
          onClick={() => {
            setAsking(true);
          }}
        >
          {t('replication.held.remove', { count })}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        onClose={() => {
          setAsking(false);
        }}
        title={t('replication.held.removeTitle', { count, name: storeName })}
        text={t('replication.held.removeText')}
        confirmLabel={t('replication.held.remove', { count })}
        typedName={count > fewObjects ? storeName : undefined}
        action={async () => {
          await unwrap(api.POST('/replication/held/{heldId}/confirm', params));
          expectRun();
          notifications.show({ message: t('replication.held.removed') });
          await again();
        }}
      />
    </section>
  );
}

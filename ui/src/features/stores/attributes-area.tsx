/** Which attributes of a store are indexed; an added one is complete after a restore [stores-and-links R5]. */
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { forEditing } from '../../api/queries.ts';
import { replicationAttributes, replicationKey } from '../../api/replication.ts';
import type { IdentityStore, ReplicationAttributes } from '../../api/schema.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import { Waiting } from '../../components/waiting.tsx';
import { useStartReplication } from '../replication/use-start-replication.ts';
import { AttributeChoice, type Chosen } from './attribute-choice.tsx';

export function AttributesArea({ store }: { store: IdentityStore }) {
  const { t } = useTranslation();
  const [asking, dialog] = useDisclosure(false);
  // They are the directory's own, which may be away.
  const query = useQuery({ ...replicationAttributes(store.id), ...forEditing, retry: false });
  return (
    <Panel narrow title={t('stores.areas.attributes')}>
      {query.data !== undefined ? (
        <AttributesForm
          key={query.data.version}
          storeId={store.id}
          attributes={query.data}
          onAdded={dialog.open}
        />
      ) : (
        <Waiting query={query} lines={6} />
      )}
      <RestorePrompt store={store} opened={asking} onClose={dialog.close} />
    </Panel>
  );
}

interface AttributesFormProps {
  readonly storeId: string;
  readonly attributes: ReplicationAttributes;
  readonly onAdded: () => void;
}

const chosenOf = ({ kinds }: ReplicationAttributes): Chosen =>
  Object.fromEntries(
    kinds.map(({ kind, attributes }) => [
      kind,
      new Set(attributes.filter(({ selected }) => selected).map(({ name }) => name)),
    ]),
  );

function AttributesForm({ storeId, attributes, onAdded }: AttributesFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [resetting, dialog] = useDisclosure(false);
  const [before] = useState(() => chosenOf(attributes));
  const fields = useFields({ kinds: before });
  const { kinds: chosen } = fields.values;
  const put = async (
    kinds: { kind: (typeof attributes.kinds)[number]['kind']; attributes: string[] }[] | null,
  ) => {
    const saved = await unwrap(
      api.PUT('/stores/{storeId}/replication/attributes', {
        params: { path: { storeId }, header: { 'if-match': `"${String(attributes.version)}"` } },
        body: { kinds },
      }),
    );
    client.setQueryData(replicationAttributes(storeId).queryKey, saved);
    const after = chosenOf(saved);
    const added = Object.entries(after).some(([kind, names]) => !names.isSubsetOf(before[kind] ?? new Set()));
    if (added && saved.restoreNeeded) onAdded();
  };
  const isChanged = (kind: string) =>
    (chosen[kind] ?? new Set()).symmetricDifference(before[kind] ?? new Set()).size > 0;
  const changed = attributes.kinds.filter(({ kind }) => isChanged(kind));
  const save = useSave({
    fields,
    save: () =>
      put(
        attributes.kinds
          .filter(({ kind, isDefault }) => !isDefault || isChanged(kind))
          .map(({ kind }) => ({ kind, attributes: [...(chosen[kind] ?? [])] })),
      ),
    changes: [[...replicationKey, 'overview']],
    onDone: () => undefined,
  });
  return (
    <>
      <SaveForm
        onSave={() => {
          save.mutate();
        }}
        saving={save.isPending}
        disabled={changed.length === 0}
        error={fields.error}
        beside={
          <Button
            variant="default"
            disabled={attributes.kinds.every(({ isDefault }) => isDefault)}
            onClick={dialog.open}
          >
            {t('stores.attributes.reset')}
          </Button>
        }
      >
        <Text size="sm" c="dimmed">
          {t('stores.attributes.text')}
        </Text>
        <AttributeChoice
          kinds={attributes.kinds}
          chosen={chosen}
          onChange={(next) => {
            save.reset();
            fields.set('kinds', next);
          }}
        />
      </SaveForm>
      <ConfirmDialog
        opened={resetting}
        onClose={dialog.close}
        title={t('stores.attributes.resetTitle')}
        text={t('stores.attributes.resetText')}
        confirmLabel={t('stores.attributes.reset')}
        tone="plain"
        action={() => put(null)}
      />
    </>
  );
}

interface RestorePromptProps {
  readonly store: IdentityStore;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function RestorePrompt({ store, opened, onClose }: RestorePromptProps) {
  const { t } = useTranslation();
  const start = useStartReplication();
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('stores.attributes.restoreTitle')}
      text={t('stores.attributes.restoreText')}
      confirmLabel={t('replication.restoreNow')}
      cancelLabel={t('stores.attributes.later')}
      tone="plain"
      action={() => start.mutateAsync({ run: 'restore', storeIds: [store.id] })}
    />
  );
}

/** OpenID providers of a store: people sign in there instead of with a password of the directory. */
import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { signInProviders } from '../../api/factors.ts';
import { errorOf } from '../../api/problem.ts';
import { signInChoices } from '../../api/queries.ts';
import type { OpenidProvider } from '../../api/schema.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { SignInProviderForm } from './sign-in-provider-form.tsx';

export function SignInProviders({ storeId }: { storeId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(signInProviders(storeId));
  const [edited, setEdited] = useState<OpenidProvider | 'new' | null>(null);
  const [removed, setRemoved] = useState<OpenidProvider | null>(null);
  const items = query.data?.items ?? [];
  return (
    <Panel
      flush
      title={t('providers.title')}
      actions={
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            setEdited('new');
          }}
        >
          {t('providers.add')}
        </Button>
      }
    >
      <Text size="sm" c="dimmed" px={20} pb={8}>
        {t('providers.text')}
      </Text>
      {query.isPending && <Lines />}
      {query.error !== null && <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />}
      <ul className="m-rows" aria-label={t('providers.title')}>
        {items.map((provider) => (
          <li key={provider.id}>
            <div className="m-grow">
              <Group gap="xs">
                <Text size="sm" fw={600} component="bdi">
                  {provider.name}
                </Text>
                {!provider.enabled && <Badge tone="quiet">{t('providers.off')}</Badge>}
              </Group>
              <Text size="xs" c="dimmed" component="div">
                {provider.issuer}
                {' · '}
                {t('providers.maps', { claim: provider.claim, attribute: provider.attribute })}
              </Text>
            </div>
            <Group gap="xs">
              <Button
                variant="default"
                size="xs"
                aria-label={t('providers.editOne', { name: provider.name })}
                onClick={() => {
                  setEdited(provider);
                }}
              >
                {t('providers.edit')}
              </Button>
              <Button
                variant="default"
                size="xs"
                aria-label={t('providers.removeOne', { name: provider.name })}
                onClick={() => {
                  setRemoved(provider);
                }}
              >
                {t('providers.remove')}
              </Button>
            </Group>
          </li>
        ))}
        {query.data !== undefined && items.length === 0 && (
          <li>
            <Text size="sm">{t('providers.none')}</Text>
          </li>
        )}
      </ul>
      <Modal
        opened={edited !== null}
        onClose={() => {
          setEdited(null);
        }}
        size="lg"
        title={
          edited === null || edited === 'new'
            ? t('providers.add')
            : t('providers.editOne', { name: edited.name })
        }
      >
        {query.data !== undefined && (
          <Alert variant="light" color="gray" mb="md" title={t('providers.register')}>
            <CopyText text={query.data.returnAddress} label={t('providers.copyAddress')} />
          </Alert>
        )}
        {edited !== null && (
          <SignInProviderForm
            storeId={storeId}
            provider={edited === 'new' ? null : edited}
            onDone={() => {
              setEdited(null);
            }}
          />
        )}
      </Modal>
      <ConfirmDialog
        opened={removed !== null}
        onClose={() => {
          setRemoved(null);
        }}
        title={removed === null ? '' : t('providers.removeOne', { name: removed.name })}
        text={t('providers.removeText')}
        confirmLabel={t('providers.remove')}
        action={async () => {
          if (removed === null) return;
          const { error, response } = await api.DELETE('/stores/{storeId}/sign-in-providers/{providerId}', {
            params: { path: { storeId, providerId: removed.id } },
          });
          if (!response.ok) throw errorOf(error, response);
          await Promise.all(
            [signInProviders(storeId).queryKey, signInChoices.queryKey].map((queryKey) =>
              client.invalidateQueries({ queryKey }),
            ),
          );
        }}
      />
    </Panel>
  );
}

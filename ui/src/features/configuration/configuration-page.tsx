/** The configuration of a store as a file: taken away, and brought back after a look at what it would change. */
import { Alert, Anchor, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconFileImport, IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import type { ConfigurationFile, ImportResult } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { Badge, type Tone } from '../../components/state-badge.tsx';
import { StoreSelect } from '../../components/store-select.tsx';
import '../../i18n/duty-words.ts';

const route = getRouteApi('/shell/admin/roles/configuration');

type Change = ImportResult['changes'][number];
const tones: Readonly<Record<Change['change'], Tone>> = {
  added: 'ok',
  changed: 'wait',
  removed: 'bad',
  unchanged: 'quiet',
};

interface Looked {
  readonly fileName: string;
  readonly file: ConfigurationFile;
  readonly changes: readonly Change[];
}

export function ConfigurationPage() {
  const { t } = useTranslation();
  const session = useSession();
  const { store } = route.useSearch();
  const navigate = route.useNavigate();
  const storeId = store ?? session.store.id;
  const client = useQueryClient();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [confirming, setConfirming] = useState(false);
  const send = (file: ConfigurationFile, dryRun: boolean) =>
    unwrap(
      api.POST('/stores/{storeId}/configuration', {
        params: { path: { storeId }, query: { dryRun } },
        body: file,
      }),
    );
  const look = useMutation({
    mutationFn: async (chosen: File): Promise<Looked> => {
      // What is no configuration is told by the API, in its words.
      const file = JSON.parse(await chosen.text()) as ConfigurationFile;
      return { fileName: chosen.name, file, changes: (await send(file, true)).changes };
    },
    onMutate: () => {
      setLooked(null);
    },
    onSuccess: setLooked,
  });
  const count = looked?.changes.filter(({ change }) => change !== 'unchanged').length ?? 0;
  return (
    <>
      <PageHeader
        title={t('configuration.title')}
        description={t('configuration.text')}
        back={{ to: '/admin/roles', label: t('navigation.roles') }}
        actions={
          <StoreSelect
            value={storeId}
            onChange={(id) => {
              setLooked(null);
              look.reset();
              void navigate({ search: { store: id }, replace: true });
            }}
          />
        }
      />
      <Stack gap={20}>
        <Panel title={t('configuration.export')} narrow>
          <Stack gap="sm" align="flex-start">
            <Text size="sm">{t('configuration.exportText')}</Text>
            <Button
              component="a"
              href={`/api/v1/stores/${storeId}/configuration`}
              download="muster-configuration.json"
              leftSection={<IconDownload size={18} aria-hidden />}
            >
              {t('configuration.download')}
            </Button>
          </Stack>
        </Panel>
        <Panel title={t('configuration.import')} narrow>
          <Stack gap="sm" align="flex-start">
            <Text size="sm">{t('configuration.importText')}</Text>
            <FileButton
              accept="application/json,.json"
              onChange={(file) => {
                if (file !== null) look.mutate(file);
              }}
            >
              {(props) => (
                <Button
                  {...props}
                  variant="default"
                  loading={look.isPending}
                  leftSection={<IconUpload size={18} aria-hidden />}
                >
                  {t('configuration.choose')}
                </Button>
              )}
            </FileButton>
            {look.error !== null &&
              (look.error instanceof SyntaxError ? (
                <Alert color="red" variant="light">
                  {t('configuration.notJson')}
                </Alert>
              ) : (
                <ProblemAlert error={look.error} />
              ))}
          </Stack>
        </Panel>
        {looked !== null && (
          <Panel
            flush
            title={t('configuration.wouldChange', { count, name: looked.fileName })}
            actions={
              <Button
                disabled={count === 0}
                leftSection={<IconFileImport size={18} aria-hidden />}
                onClick={() => {
                  setConfirming(true);
                }}
              >
                {t('configuration.apply')}
              </Button>
            }
          >
            {looked.changes.length === 0 && (
              <EmptyState
                icon={IconFileImport}
                title={t('configuration.nothing')}
                text={t('configuration.nothingText')}
              />
            )}
            <ul className="m-rows">
              {looked.changes.map((change) => (
                <ChangeRow key={`${change.section}/${change.name}`} {...change} />
              ))}
            </ul>
          </Panel>
        )}
      </Stack>
      <ConfirmDialog
        opened={confirming && looked !== null}
        onClose={() => {
          setConfirming(false);
        }}
        title={t('configuration.confirm', { count })}
        text={t('configuration.confirmText')}
        confirmLabel={t('configuration.apply')}
        {...(count > 10 && looked !== null ? { typedName: looked.fileName } : {})}
        action={async () => {
          if (looked === null) return;
          await send(looked.file, false);
          setLooked(null);
          await client.invalidateQueries();
          notifications.show({ message: t('configuration.applied') });
        }}
      />
    </>
  );
}

function ChangeRow({ section, name, change, fields }: Change) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className="m-grow">
        <Text size="sm" fw={600} component="div">
          <Name>
            {section === 'workflowSettings'
              ? t('configuration.settings')
              : section === 'storeSettings'
                ? t('configuration.storeSettings')
                : name}
          </Name>{' '}
          <Badge tone={tones[change]}>{t(`configuration.changes.${change}`)}</Badge>
        </Text>
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {t(`configuration.sections.${section}`)}
          </Text>
          {fields.length > 0 && (
            <Anchor
              size="xs"
              component="button"
              type="button"
              aria-expanded={open}
              onClick={() => {
                setOpen(!open);
              }}
            >
              {t('configuration.fields', { count: fields.length })}
            </Anchor>
          )}
        </Group>
        {open && (
          <Stack component="dl" gap={4} mt="xs" mb={0}>
            {fields.map((one) => (
              <div key={one.field}>
                <Text component="dt" size="xs" fw={600}>
                  {one.field}
                </Text>
                <Text component="dd" size="xs" m={0} style={{ overflowWrap: 'anywhere' }}>
                  <del>{one.old ?? '–'}</del> → <ins>{one.new ?? '–'}</ins>
                </Text>
              </div>
            ))}
          </Stack>
        )}
      </div>
    </li>
  );
}

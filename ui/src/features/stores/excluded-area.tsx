/** What a store leaves out: it stands in the directory, but is neither replicated nor found [stores-and-links S9]. */
import { Accordion, Box, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { excludedContainers, excludedObjects } from '../../api/excluded.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { KindIcon } from '../../components/kind-icon.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Waiting } from '../../components/waiting.tsx';

interface ExcludedAreaProps {
  readonly storeId: string;
  /** Of the store: its settings name what is excluded. */
  readonly version: number;
}

export function ExcludedArea({ storeId, version }: ExcludedAreaProps) {
  const { t } = useTranslation();
  const query = useQuery(excludedContainers(storeId, version));
  const [opened, setOpened] = useState<string | null>(null);
  // Not every kind of directory can leave something out.
  if (query.data?.canExclude !== true && query.error === null) return null;
  return (
    <Box mt={20}>
      <Panel narrow title={t('excluded.title')}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t('excluded.text')}
          </Text>
          {query.data === undefined ? (
            <Waiting query={query} lines={2} />
          ) : query.data.containers.length === 0 ? (
            <Text size="sm">{t('excluded.none')}</Text>
          ) : (
            <Accordion variant="contained" value={opened} onChange={setOpened} keepMounted={false}>
              {query.data.containers.map((container) => (
                <Accordion.Item key={container} value={container}>
                  <Accordion.Control>
                    <bdi className="m-path">{container}</bdi>
                  </Accordion.Control>
                  <Accordion.Panel>
                    {opened === container && <Within storeId={storeId} container={container} />}
                  </Accordion.Panel>
                </Accordion.Item>
              ))}
            </Accordion>
          )}
        </Stack>
      </Panel>
    </Box>
  );
}

/** Read from the directory when it is opened. */
function Within({ storeId, container }: { storeId: string; container: string }) {
  const { t } = useTranslation();
  const [name, setName] = useState<string>();
  const query = useQuery(excludedObjects(storeId, container, name ?? ''));
  const { data } = query;
  if (data === undefined) return <Waiting query={query} lines={3} />;
  if (!data.found) return <Text size="sm">{t('excluded.gone')}</Text>;
  return (
    <Stack gap="sm">
      <SearchInput label={t('excluded.search')} value={name} onSearch={setName} />
      {data.items.length === 0 ? (
        <Text size="sm" role="status">
          {t(name === undefined ? 'excluded.empty' : 'excluded.noMatch')}
        </Text>
      ) : (
        <ul className="m-excluded" aria-label={t('excluded.list', { container })}>
          {data.items.map((object) => (
            <li key={object.id}>
              <KindIcon kind={object.kind} />
              <div>
                <ObjectLink object={{ ...object, storeId }} />{' '}
                <span className="m-second">{t(`kinds.${object.kind}`)}</span>{' '}
                <Badge tone="quiet">{t('excluded.badge')}</Badge>
                <div className="m-second">
                  <CopyText text={object.path} label={t('people.copyPath')} />
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
      {data.more && (
        <Text size="sm" c="dimmed">
          {t('excluded.more', { count: data.items.length })}
        </Text>
      )}
    </Stack>
  );
}

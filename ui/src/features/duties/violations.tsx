/** Who breaks a rule today, as the last scan found it. */
import { Alert, Button, Checkbox, Group, Text } from '@mantine/core';
import { IconDownload, IconRadar, IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { dutyViolations } from '../../api/duties.ts';
import { errorOf } from '../../api/problem.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreRows } from '../../components/more-rows.tsx';
import { Name } from '../../components/name.tsx';
import { Panel } from '../../components/panel.tsx';
import { Time } from '../../components/time.tsx';
import { useToldFailure } from '../../components/use-told-failure.ts';
import { Waiting } from '../../components/waiting.tsx';
import type { Excepted } from './exception-form.tsx';

/** The engine has noted the scan by then. */
const noticedAfterMs = 700;

export function Violations({ onExcept }: { onExcept: (about: Excepted) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useToldFailure();
  const [open, setOpen] = useState(true);
  const query = useInfiniteQuery(dutyViolations(open));
  const scan = query.data?.pages[0]?.scan ?? null;
  const foundAt = scan?.foundAt ?? null;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const look = useMutation({
    mutationFn: async () => {
      const { error, response } = await api.POST('/duty-scan');
      if (!response.ok) throw errorOf(error, response);
      await new Promise((resolve) => setTimeout(resolve, noticedAfterMs));
      await client.invalidateQueries({ queryKey: ['duties', 'violations'] });
    },
    onError: tell,
  });
  const isScanning = look.isPending || scan?.state === 'running';
  return (
    <Panel
      flush
      title={t('duties.violations')}
      actions={
        <Group gap="sm">
          <Checkbox
            label={t('duties.openOnly')}
            checked={open}
            onChange={(event) => {
              setOpen(event.currentTarget.checked);
            }}
          />
          <Button
            component="a"
            variant="default"
            href={`/api/v1/duty-violations.csv${open ? '?open=true' : ''}`}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('duties.download')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconRadar size={16} aria-hidden />}
            loading={isScanning}
            onClick={() => {
              look.mutate();
            }}
          >
            {t(isScanning ? 'duties.scanning' : 'duties.scan')}
          </Button>
        </Group>
      }
    >
      {query.data === undefined && <Waiting query={query} lines={3} />}
      {scan?.state === 'failed' && (
        <Alert color="yellow" variant="light" mx={20}>
          {t('duties.scanFailed')}
        </Alert>
      )}
      {foundAt !== null && (
        <Text size="xs" c="dimmed" px={20} pb={8} component="div">
          {t('duties.foundAt')} <Time at={foundAt} />
        </Text>
      )}
      {query.data !== undefined && items.length === 0 && !isScanning && (
        <EmptyState
          icon={IconShieldCheck}
          title={t(scan === null ? 'duties.neverTitle' : 'duties.cleanTitle')}
          text={t(scan === null ? 'duties.neverText' : 'duties.cleanText')}
        />
      )}
      <ul className="m-rows">
        {items.map((one) => (
          <li key={`${one.ruleId}/${one.storeId}/${one.personId}`}>
            <div className="m-grow">
              <Text size="sm" fw={600} component="div">
                <Name>{one.personName}</Name>
              </Text>
              <Text size="xs" c="dimmed" component="div">
                {t('duties.breaks', { rule: one.ruleName })} · {one.storeName}
                {one.exceptedUntil !== null && (
                  <>
                    {' · '}
                    {t('duties.exceptedUntil')} <Time at={one.exceptedUntil} />
                  </>
                )}
              </Text>
            </div>
            <Button
              size="xs"
              variant="default"
              aria-label={t('duties.exceptOne', { name: one.personName })}
              onClick={() => {
                onExcept(one);
              }}
            >
              {t('duties.except')}
            </Button>
          </li>
        ))}
      </ul>
      <MoreRows query={query} />
    </Panel>
  );
}

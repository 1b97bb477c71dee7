/** How often all stores are replicated, and when failures are told [stores-and-links R2]. */
import { Button, Group, NumberInput, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { replicationLimits } from '../../../../workflows/contracts/replication.ts';
import { api, unwrap } from '../../api/client.ts';
import { forEditing } from '../../api/queries.ts';
import { replicationKey, replicationSettings } from '../../api/replication.ts';
import type { ReplicationSettings as Settings } from '../../api/schema.ts';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';

const names = ['objectInterval', 'deletedInterval', 'errorThreshold'] as const;

export function ReplicationSettings() {
  const { t } = useTranslation();
  const query = useQuery({ ...replicationSettings, ...forEditing });
  return (
    <Panel narrow title={t('replication.tabs.settings')}>
      {query.data === undefined ? (
        query.error === null ? (
          <Lines count={4} />
        ) : (
          <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : (
        <SettingsOf key={query.data.version} settings={query.data} />
      )}
    </Panel>
  );
}

function SettingsOf({ settings: { version, ...settings } }: { settings: Settings }) {
  const { t } = useTranslation();
  // Emptied, an input holds text.
  const fields = useFields<Record<(typeof names)[number], number | string>>(settings);
  const save = useSave({
    fields,
    save: () => {
      const [objectInterval = 0, deletedInterval = 0, errorThreshold = 0] = names.map((name) =>
        Number(fields.values[name]),
      );
      return unwrap(
        api.PUT('/replication/settings', {
          params: { header: { 'if-match': `"${String(version)}"` } },
          body: { objectInterval, deletedInterval, errorThreshold },
        }),
      );
    },
    changes: [replicationKey],
    onDone: () => undefined,
  });
  const problemOf = (name: (typeof names)[number]) => {
    const { minimum, maximum } = replicationLimits[name];
    const value = fields.values[name];
    const fits = typeof value === 'number' && value >= minimum && value <= maximum;
    return !fits && t('replication.between', { minimum, maximum });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (fields.check(Object.fromEntries(names.map((name) => [name, problemOf(name)])))) save.mutate();
      }}
    >
      <Stack gap="md">
        {names.map((name) => (
          <NumberInput
            key={name}
            label={t(`replication.settings.${name}`)}
            description={t(`replication.settings.${name}Hint`, replicationLimits[name])}
            required
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            {...(name === 'errorThreshold' ? {} : { suffix: ` ${t('replication.minutes')}` })}
            maw={320}
            {...fields.input(name)}
          />
        ))}
        {fields.error !== null && <ProblemAlert error={fields.error} shownFields={fields.failed} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

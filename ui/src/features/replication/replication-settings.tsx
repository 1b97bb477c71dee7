/** How often all stores are replicated, and when failures are told [stores-and-links R2]. */
import { NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { replicationLimits } from '../../../../workflows/contracts/replication.ts';
import { api, unwrap } from '../../api/client.ts';
import { forEditing } from '../../api/queries.ts';
import { replicationKey, replicationSettings } from '../../api/replication.ts';
import type { ReplicationSettings as Settings } from '../../api/schema.ts';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import { Waiting } from '../../components/waiting.tsx';

const names = ['objectInterval', 'deletedInterval', 'errorThreshold'] as const;

export function ReplicationSettings() {
  const { t } = useTranslation();
  const query = useQuery({ ...replicationSettings, ...forEditing });
  return (
    <Panel narrow title={t('replication.tabs.settings')}>
      {query.data === undefined ? (
        <Waiting query={query} lines={4} />
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
    <SaveForm
      onSave={() => {
        if (fields.check(Object.fromEntries(names.map((name) => [name, problemOf(name)])))) save.mutate();
      }}
      saving={save.isPending}
      error={fields.error}
      shownFields={fields.failed}
    >
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
    </SaveForm>
  );
}

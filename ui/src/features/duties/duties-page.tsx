/** Separation of duties: rules, who breaks them, and exceptions. */
import { Button, Stack, Text } from '@mantine/core';
import { IconArrowsSplit2, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { dutyExceptions, dutyRules } from '../../api/duties.ts';
import type { DutyRule } from '../../api/schema.ts';
import { DeleteButton } from '../../components/delete-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Name } from '../../components/name.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/duty-words.ts';
import { type Excepted, ExceptionForm } from './exception-form.tsx';
import { RuleForm } from './rule-form.tsx';
import { Violations } from './violations.tsx';

export function DutiesPage() {
  const { t } = useTranslation();
  const query = useQuery(dutyRules);
  const [editing, setEditing] = useState<DutyRule | 'new' | null>(null);
  const [excepting, setExcepting] = useState<Excepted | null>(null);
  const rules = query.data?.items ?? [];
  return (
    <>
      <PageHeader
        title={t('duties.title')}
        description={t('duties.text')}
        back={{ to: '/admin/roles', label: t('navigation.roles') }}
        actions={
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => {
              setEditing('new');
            }}
          >
            {t('duties.create')}
          </Button>
        }
      />
      <Stack gap={20}>
        <Panel flush title={t('duties.rules')}>
          {query.data === undefined && <Waiting query={query} lines={3} />}
          {query.data !== undefined && rules.length === 0 && (
            <EmptyState icon={IconArrowsSplit2} title={t('duties.noneTitle')} text={t('duties.noneText')} />
          )}
          <ul className="m-rows">
            {rules.map((rule) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                onEdit={() => {
                  setEditing(rule);
                }}
              />
            ))}
          </ul>
        </Panel>
        <Violations onExcept={setExcepting} />
        <Exceptions />
      </Stack>
      {editing !== null && (
        <RuleForm
          rule={editing === 'new' ? null : editing}
          onDone={() => {
            setEditing(null);
          }}
        />
      )}
      {excepting !== null && (
        <ExceptionForm
          about={excepting}
          onDone={() => {
            setExcepting(null);
          }}
        />
      )}
    </>
  );
}

function RuleRow({ rule, onEdit }: { rule: DutyRule; onEdit: () => void }) {
  const { t } = useTranslation();
  const named = (side: DutyRule['first']) => side.map(({ name }) => name ?? t('duties.gone')).join(', ');
  return (
    <li>
      <div className="m-grow">
        <Text size="sm" fw={600} component="div">
          <Name>{rule.name}</Name>{' '}
          <Badge tone={rule.action === 'block' ? 'bad' : 'wait'}>{t(`duties.actions.${rule.action}`)}</Badge>{' '}
          {!rule.enabled && <Badge tone="quiet">{t('duties.off')}</Badge>}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {named(rule.first)} — {t('duties.and')} — {named(rule.second)}
          {rule.exceptions > 0 && ` · ${t('duties.exceptionCount', { count: rule.exceptions })}`}
        </Text>
      </div>
      <Button size="xs" variant="default" aria-label={t('duties.edit', { name: rule.name })} onClick={onEdit}>
        {t('duties.editShort')}
      </Button>
      <DeleteButton
        name={rule.name}
        text={t('duties.deleteText')}
        queryKey={['duties']}
        remove={() => api.DELETE('/duty-rules/{ruleId}', { params: { path: { ruleId: rule.id } } })}
      />
    </li>
  );
}

function Exceptions() {
  const { t } = useTranslation();
  const query = useQuery(dutyExceptions);
  const items = query.data?.items ?? [];
  return (
    <Panel flush title={t('duties.exceptions')}>
      {query.data === undefined && <Waiting query={query} lines={2} />}
      {query.data !== undefined && items.length === 0 && (
        <Text size="sm" c="dimmed" px={20} pb={16}>
          {t('duties.noExceptions')}
        </Text>
      )}
      <ul className="m-rows">
        {items.map((one) => (
          <li key={one.id}>
            <div className="m-grow">
              <Text size="sm" fw={600} component="div">
                <Name>{one.personName}</Name> {!one.active && <Badge tone="quiet">{t('duties.ended')}</Badge>}
              </Text>
              <Text size="xs" c="dimmed" component="div">
                {one.ruleName} · {t('duties.until')} <Time at={one.endsAt} /> ·{' '}
                {t('duties.answeredBy', { approver: one.approverName })} · {one.reason}
              </Text>
            </div>
            <DeleteButton
              name={one.personName}
              text={t('duties.endExceptionText')}
              queryKey={['duties']}
              remove={() =>
                api.DELETE('/duty-exceptions/{exceptionId}', { params: { path: { exceptionId: one.id } } })
              }
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

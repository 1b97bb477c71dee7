/** Security questions, the lockout, and what passwords may not be (access-and-approvals Y6). */
import { Checkbox, NumberInput, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../components/state-badge.tsx';
import { Panel } from '../../components/panel.tsx';
import type { Fields } from '../../components/use-fields.ts';
import type { RoleValues } from './role-values.ts';

const numbers = [
  ['questions', 20],
  ['minAnswerLength', 50],
  ['failThreshold', 50],
  ['lockMinutes', 1440],
] as const;

const checks = [
  'rejectUserName',
  'rejectDisplayName',
  'rejectFirstName',
  'rejectLastName',
  'rejectLeadingDigit',
  'rejectTrailingDigit',
  'rejectConsecutive',
  'enforceHistory',
] as const;

export function PasswordPolicyForm({ fields }: { fields: Fields<RoleValues> }) {
  const { t } = useTranslation();
  const { value, onChange, error, id } = fields.input('password');
  return (
    <Panel narrow title={t('policies.password.title')}>
      <Stack gap="md" id={id} tabIndex={-1}>
        <p className="m-hint">{t('policies.password.text')}</p>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          {numbers.map(([name, max], at) => (
            <NumberInput
              key={name}
              label={t(`policies.password.${name}`)}
              min={1}
              max={max}
              allowDecimal={false}
              error={at === 0 ? error : undefined}
              value={value[name]}
              onChange={(next) => {
                onChange({ ...value, [name]: Number(next) });
              }}
            />
          ))}
        </SimpleGrid>
        <Checkbox.Group
          label={
            <>
              {t('policies.password.checks')} <Badge tone="quiet">{t('roles.inert')}</Badge>
            </>
          }
          description={t('policies.password.checksHint')}
          value={checks.filter((name) => value[name])}
          onChange={(chosen) => {
            onChange({
              ...value,
              ...Object.fromEntries(checks.map((name) => [name, chosen.includes(name)])),
            });
          }}
        >
          <Stack gap="xs" mt="xs">
            {checks.map((name) => (
              <Checkbox key={name} value={name} label={t(`policies.password.${name}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Checkbox
          label={t('policies.password.enforceOnProfile')}
          checked={value.enforceOnProfile}
          onChange={(event) => {
            onChange({ ...value, enforceOnProfile: event.currentTarget.checked });
          }}
        />
      </Stack>
    </Panel>
  );
}

/** What a role says beyond its permissions (access-and-approvals 4). */
import { Checkbox, Group, NumberInput, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createdKinds, longestMembershipDays } from '../../../../workflows/contracts/policies.ts';
import { Panel } from '../../components/panel.tsx';
import { PlacesSelect } from '../../components/place-select.tsx';
import { PrefixesInput } from '../../components/prefixes-input.tsx';
import type { Fields } from '../../components/use-fields.ts';
import { AuthenticationPolicyForm } from './authentication-policy-form.tsx';
import { HiddenFieldsForm } from './hidden-fields-form.tsx';
import { PasswordPolicyForm } from './password-policy-form.tsx';
import { QueryPolicyForm } from './query-policy-form.tsx';
import type { RoleValues } from './role-values.ts';
import { SearchPolicyForm } from './search-policy-form.tsx';
import { SynchronizePolicyForm } from './synchronize-policy-form.tsx';

interface PolicyProps {
  readonly storeId: string;
  readonly fields: Fields<RoleValues>;
}

export function PoliciesTab(props: PolicyProps) {
  return (
    <Stack gap={20}>
      <SearchPolicyForm {...props} />
      <HiddenFieldsForm {...props} />
      <GroupOwners {...props} />
      <Prefixes {...props} />
      <NewObjects {...props} />
      <Memberships {...props} />
      <AuthenticationPolicyForm {...props} />
      <PasswordPolicyForm fields={props.fields} />
      <BreakGlass {...props} />
      <QueryPolicyForm {...props} />
      <SynchronizePolicyForm fields={props.fields} />
    </Stack>
  );
}

function Policy({
  name,
  children,
}: {
  name: 'groupOwners' | 'groupNamePrefixes' | 'newObject' | 'memberships' | 'breakGlass';
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Panel narrow title={t(`policies.${name}.title`)}>
      <Stack gap="md">
        <p className="m-hint">{t(`policies.${name}.text`)}</p>
        {children}
      </Stack>
    </Panel>
  );
}

function GroupOwners({ fields }: PolicyProps) {
  const { t } = useTranslation();
  const { value, onChange, error, id } = fields.input('groupOwners');
  return (
    <Policy name="groupOwners">
      <Checkbox
        label={t('policies.groupOwners.primaryRequired')}
        description={t('policies.groupOwners.primaryHint')}
        checked={value.primaryRequired}
        onChange={(event) => {
          onChange({ ...value, primaryRequired: event.currentTarget.checked });
        }}
      />
      <Group align="flex-start" gap="md">
        <NumberInput
          label={t('policies.groupOwners.min')}
          min={0}
          max={3}
          allowDecimal={false}
          w={200}
          value={value.minAdditional}
          onChange={(next) => {
            onChange({ ...value, minAdditional: Number(next) });
          }}
        />
        <NumberInput
          id={id}
          label={t('policies.groupOwners.max')}
          min={0}
          max={100}
          allowDecimal={false}
          w={200}
          error={error}
          value={value.maxAdditional}
          onChange={(next) => {
            onChange({ ...value, maxAdditional: Number(next) });
          }}
        />
      </Group>
    </Policy>
  );
}

function Prefixes({ fields }: PolicyProps) {
  const { t } = useTranslation();
  const { value, onChange, error, id } = fields.input('groupNamePrefixes');
  return (
    <Policy name="groupNamePrefixes">
      <PrefixesInput
        id={id}
        error={error}
        value={value.prefixes}
        onChange={(prefixes) => {
          onChange({ ...value, prefixes });
        }}
      />
      <Checkbox
        label={t('policies.groupNamePrefixes.enforce')}
        description={t('policies.groupNamePrefixes.enforceHint')}
        checked={value.enforce}
        onChange={(event) => {
          onChange({ ...value, enforce: event.currentTarget.checked });
        }}
      />
    </Policy>
  );
}

function BreakGlass({ fields }: PolicyProps) {
  const { t } = useTranslation();
  const { value, onChange, error, id } = fields.input('breakGlass');
  return (
    <Policy name="breakGlass">
      <Checkbox
        id={id}
        label={t('policies.breakGlass.enabled')}
        description={t('policies.breakGlass.hint')}
        error={error}
        checked={value.enabled}
        onChange={(event) => {
          onChange({ enabled: event.currentTarget.checked });
        }}
      />
    </Policy>
  );
}

function Memberships({ fields }: PolicyProps) {
  const { t } = useTranslation();
  const { value, onChange, error, id } = fields.input('memberships');
  return (
    <Policy name="memberships">
      <NumberInput
        id={id}
        label={t('policies.memberships.longestDays')}
        description={t('policies.memberships.longestHint')}
        min={1}
        max={longestMembershipDays}
        allowDecimal={false}
        w={280}
        error={error}
        value={value.longestDays ?? ''}
        onChange={(next) => {
          onChange({ longestDays: next === '' ? null : Number(next) });
        }}
      />
    </Policy>
  );
}

function NewObjects({ storeId, fields }: PolicyProps) {
  const { t } = useTranslation();
  const { value, onChange, error, id } = fields.input('newObject');
  return (
    <Policy name="newObject">
      <Checkbox
        label={t('policies.newObject.own')}
        checked={value.ownContainerOnly}
        onChange={(event) => {
          onChange({ ...value, ownContainerOnly: event.currentTarget.checked });
        }}
      />
      {!value.ownContainerOnly &&
        createdKinds.map((kind, at) => (
          <PlacesSelect
            key={kind}
            {...(at === 0 ? { id } : {})}
            storeId={storeId}
            label={t(`policies.newObject.${kind}`)}
            placeholder={t('policies.newObject.any')}
            error={at === 0 ? error : undefined}
            value={value.containers[kind]}
            onChange={(ids) => {
              onChange({ ...value, containers: { ...value.containers, [kind]: ids } });
            }}
          />
        ))}
    </Policy>
  );
}

/** What a role is called, where it stands, and who holds it by which clients. */
import { Alert, NumberInput, Radio, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../api/schema.ts';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { PlaceSelect } from '../../components/place-select.tsx';
import { type Fields, typed } from '../../components/use-fields.ts';
import { ClientRows } from './client-rows.tsx';
import type { RoleValues } from './role-values.ts';

const ways = ['group', 'container', 'everybody'] as const;
type Way = (typeof ways)[number];

interface GeneralTabProps {
  readonly storeId: string;
  readonly role: Role | null;
  readonly fields: Fields<RoleValues>;
}

export function GeneralTab({ storeId, role, fields }: GeneralTabProps) {
  const { t } = useTranslation();
  const { values } = fields;
  const [way, setWay] = useState<Way>(
    values.criteriaContainerId !== null
      ? 'container'
      : values.criteriaGroupId !== null || role === null
        ? 'group'
        : 'everybody',
  );
  const isMissing =
    role?.criteriaMissing === true &&
    role.criteriaGroupId === values.criteriaGroupId &&
    role.criteriaContainerId === values.criteriaContainerId;
  return (
    <Stack gap="md">
      <TextInput label={t('roles.name')} required maxLength={64} {...typed(fields.input('name'))} />
      <Textarea label={t('roles.description')} maxLength={256} {...typed(fields.input('description'))} />
      <NumberInput
        label={t('roles.priority')}
        description={t('roles.priorityHint')}
        min={1}
        max={99}
        allowDecimal={false}
        w={160}
        {...fields.input('priority')}
        onChange={(value) => {
          fields.set('priority', Number(value));
        }}
      />
      <Radio.Group
        label={t('roles.heldBy')}
        value={way}
        onChange={(value) => {
          const next = ways.find((one) => one === value) ?? 'group';
          setWay(next);
          if (next !== 'group') fields.set('criteriaGroupId', null);
          if (next !== 'container') fields.set('criteriaContainerId', null);
        }}
      >
        <Stack gap="xs" mt={8}>
          {ways.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`roles.ways.${one}`)}
              description={t(`roles.wayHints.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {isMissing && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} title={t('roles.goneTitle')}>
          {t('roles.goneText')}
        </Alert>
      )}
      {way === 'container' ? (
        <PlaceSelect
          storeId={storeId}
          label={t('roles.container')}
          {...fields.input('criteriaContainerId')}
        />
      ) : (
        way === 'group' && (
          <ObjectPicker
            label={t('roles.group')}
            purpose="group"
            storeId={storeId}
            {...fields.input('criteriaGroupId')}
          />
        )
      )}
      <ClientRows storeId={storeId} {...fields.input('clients')} />
      <Switch
        label={t('roles.enabled')}
        description={t('roles.enabledHint')}
        checked={values.enabled}
        onChange={(event) => {
          fields.set('enabled', event.currentTarget.checked);
        }}
      />
    </Stack>
  );
}

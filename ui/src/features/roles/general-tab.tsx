/** What a role is called, where it stands, and who holds it by which clients. */
import { Alert, NumberInput, Radio, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { mayBeForEverybody } from '../../../../workflows/contracts/permissions.ts';
import type { Role } from '../../api/schema.ts';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { PlaceSelect } from '../../components/place-select.tsx';
import { type Fields, typed } from '../../components/use-fields.ts';
import { ClientRows } from './client-rows.tsx';
import type { RoleValues } from './role-values.ts';

const ways = ['group', 'container', 'everybody'] as const;
export type Way = (typeof ways)[number];

/** By what a role is held; one that would hold nobody asks for its group. */
export function wayOf(role: Role | null): Way {
  if (role === null || role.criteriaGroupId !== null) return 'group';
  if (role.criteriaContainerId !== null) return 'container';
  return mayBeForEverybody(role.permissions) ? 'everybody' : 'group';
}

interface GeneralTabProps {
  readonly storeId: string;
  readonly role: Role | null;
  readonly fields: Fields<RoleValues>;
  readonly way: Way;
  readonly onWay: (way: Way) => void;
}

export function GeneralTab({ storeId, role, fields, way, onWay }: GeneralTabProps) {
  const { t } = useTranslation();
  const { values } = fields;
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
        maw={280}
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
          onWay(next);
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

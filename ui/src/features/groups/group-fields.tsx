/** The fields of a group that a form to create and a form to edit share. */
import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { securityTypes, type SecurityType } from '../../../../workflows/contracts/actions.ts';
import type { Group } from '../../api/schema.ts';
import { ObjectPicker, ObjectsPicker } from '../../components/object-picker.tsx';
import { type Fields, typed } from '../../components/use-fields.ts';
import { locksOf } from './group-locks.ts';

export interface GroupText {
  readonly displayName: string;
  readonly description: string;
  readonly mail: string;
}

interface GroupFieldsProps<T> {
  readonly fields: Fields<T>;
  /** What may not be changed, and why; a field whose value is hidden is not shown. */
  readonly locked: Group['lockedFields'];
}

export function TextFields<T extends GroupText>({ fields, locked }: GroupFieldsProps<T>) {
  const { t } = useTranslation();
  const { input } = fields as unknown as Fields<GroupText>;
  const { isShown, lock } = locksOf(locked);
  return (
    <>
      <TextInput
        label={t('groupForm.displayName')}
        maxLength={256}
        {...lock('displayName', t('groupForm.displayNameHint'))}
        {...typed(input('displayName'))}
      />
      {isShown('description') && (
        <Textarea
          label={t('groupForm.description')}
          maxLength={1024}
          {...lock('description', t('groupForm.descriptionHint'))}
          {...typed(input('description'))}
        />
      )}
      {isShown('mail') && (
        <TextInput
          type="email"
          label={t('groupForm.mail')}
          maxLength={320}
          {...lock('mail')}
          {...typed(input('mail'))}
        />
      )}
    </>
  );
}

export interface GroupAccess {
  readonly securityType: SecurityType;
  readonly owner: string | null;
  readonly additionalOwners: readonly string[];
}

export function AccessFields<T extends GroupAccess>({
  fields,
  locked,
  storeId,
}: GroupFieldsProps<T> & { readonly storeId: string }) {
  const { t } = useTranslation();
  const { input } = fields as unknown as Fields<GroupAccess>;
  const { lock } = locksOf(locked);
  const security = input('securityType');
  const joining = lock('securityType');
  return (
    <>
      <Radio.Group
        label={t('groupForm.securityType')}
        description={joining.description}
        error={security.error}
        value={security.value}
        onChange={(value) => {
          const known = securityTypes.find((one) => one === value);
          if (known !== undefined) security.onChange(known);
        }}
      >
        <Stack gap="xs" mt={6}>
          {securityTypes.map((type) => (
            <Radio
              key={type}
              value={type}
              label={t(`security.${type}.name`)}
              description={t(`security.${type}.hint`)}
              disabled={joining.readOnly === true}
              {...(type === security.value ? { id: security.id } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ObjectPicker
        label={t('groupForm.owner')}
        {...lock('owner', t('groupForm.ownerHint'))}
        purpose="owner"
        storeId={storeId}
        {...input('owner')}
      />
      <ObjectsPicker
        label={t('groupForm.additionalOwners')}
        {...lock('additionalOwners', t('groupForm.additionalOwnersHint'))}
        purpose="additionalOwner"
        storeId={storeId}
        {...input('additionalOwners')}
      />
    </>
  );
}

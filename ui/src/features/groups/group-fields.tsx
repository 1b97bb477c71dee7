/** The fields of a group that a form to create and a form to edit share. */
import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { securityTypes, type SecurityType } from '../../../../workflows/contracts/actions.ts';
import { useReadable } from '../../api/session.ts';
import { ObjectPicker, ObjectsPicker } from '../../components/object-picker.tsx';
import { type Fields, typed } from '../../components/use-fields.ts';

export interface GroupText {
  readonly displayName: string;
  readonly description: string;
  readonly mail: string;
}

export function TextFields<T extends GroupText>({ fields }: { fields: Fields<T> }) {
  const { t } = useTranslation();
  const { input } = fields as unknown as Fields<GroupText>;
  const readable = useReadable();
  return (
    <>
      <TextInput
        label={t('groupForm.displayName')}
        description={t('groupForm.displayNameHint')}
        maxLength={256}
        {...typed(input('displayName'))}
      />
      {readable('description') && (
        <Textarea
          label={t('groupForm.description')}
          description={t('groupForm.descriptionHint')}
          maxLength={1024}
          {...typed(input('description'))}
        />
      )}
      {readable('mail') && (
        <TextInput type="email" label={t('groupForm.mail')} maxLength={320} {...typed(input('mail'))} />
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
  storeId,
}: {
  fields: Fields<T>;
  storeId: string;
}) {
  const { t } = useTranslation();
  const { input } = fields as unknown as Fields<GroupAccess>;
  const security = input('securityType');
  return (
    <>
      <Radio.Group
        label={t('groupForm.securityType')}
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
              {...(type === security.value ? { id: security.id } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ObjectPicker
        label={t('groupForm.owner')}
        description={t('groupForm.ownerHint')}
        purpose="owner"
        storeId={storeId}
        {...input('owner')}
      />
      <ObjectsPicker
        label={t('groupForm.additionalOwners')}
        description={t('groupForm.additionalOwnersHint')}
        purpose="additionalOwner"
        storeId={storeId}
        {...input('additionalOwners')}
      />
    </>
  );
}

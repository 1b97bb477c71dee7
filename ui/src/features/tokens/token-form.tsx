/** Makes an API token: its name, how long it lasts, its scopes; for a program also whose account it is. */
import { Checkbox, Input, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestTokenDays } from '../../../../workflows/contracts/api-tokens.ts';
import { isBuilt, type Permission } from '../../../../workflows/contracts/permissions.ts';
import type { NewApiToken } from '../../api/schema.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import { MadeToken } from './made-token.tsx';

const choices = [1, 7, 30, 90, 180, longestTokenDays] as const;

export interface TokenValues {
  readonly ownerId: string | null;
  readonly name: string;
  readonly days: number;
  readonly scopes: readonly Permission[];
}

interface TokenFormProps {
  /** What may be chosen. */
  readonly scopes: readonly Permission[];
  /** The store, for a program's token; null for one's own. */
  readonly serviceOf: string | null;
  readonly changes: QueryKey;
  readonly make: (values: TokenValues) => Promise<NewApiToken>;
  readonly onDone: () => void;
}

export function TokenForm({ scopes, serviceOf, changes, make, onDone }: TokenFormProps) {
  const { t } = useTranslation();
  const [made, setMade] = useState<NewApiToken | null>(null);
  const fields = useFields<TokenValues>({ ownerId: null, name: '', days: 90, scopes: [] });
  const save = useSave({
    fields,
    changes: [changes],
    onDone: () => undefined,
    save: async () => {
      setMade(await make({ ...fields.values, name: fields.values.name.trim() }));
    },
  });
  const days = fields.input('days');
  const owner = fields.input('ownerId');
  return (
    <Modal
      opened
      // A token that is shown this once is not lost by a click beside it.
      onClose={onDone}
      closeOnClickOutside={made === null}
      closeOnEscape={made === null}
      withCloseButton={made === null}
      title={t(
        made !== null ? 'tokens.madeTitle' : serviceOf === null ? 'tokens.create' : 'tokens.createService',
      )}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {made !== null ? (
        <MadeToken made={made} onDone={onDone} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const { name, ownerId } = fields.values;
            const isSound = fields.check({
              ownerId: serviceOf !== null && ownerId === null && t('tokens.ownerMissing'),
              name: name.trim() === '' && t('tokens.nameMissing'),
            });
            if (isSound) save.mutate();
          }}
        >
          <Stack gap="md">
            {serviceOf !== null && (
              <>
                <Text size="sm">{t('tokens.serviceText')}</Text>
                <ObjectPicker
                  {...owner}
                  label={t('tokens.owner')}
                  required
                  purpose="manager"
                  storeId={serviceOf}
                />
              </>
            )}
            <TextInput
              label={t('tokens.name')}
              description={t('tokens.nameHint')}
              maxLength={64}
              autoComplete="off"
              data-autofocus
              {...typed(fields.input('name'))}
            />
            <Select
              id={days.id}
              label={t('tokens.days')}
              error={days.error}
              allowDeselect={false}
              data={choices.map((count) => ({
                value: String(count),
                label: t('tokens.dayCount', { count }),
              }))}
              value={String(days.value)}
              onChange={(value) => {
                if (value !== null) days.onChange(Number(value));
              }}
            />
            <Scopes scopes={scopes} isService={serviceOf !== null} {...fields.input('scopes')} />
            <FormEnd
              error={save.error}
              shownFields={fields.failed}
              saving={save.isPending}
              onCancel={onDone}
            />
          </Stack>
        </form>
      )}
    </Modal>
  );
}

interface ScopesProps {
  readonly scopes: readonly Permission[];
  readonly isService: boolean;
  readonly id: string;
  readonly error: string | undefined;
  readonly value: readonly Permission[];
  readonly onChange: (value: readonly Permission[]) => void;
}

function Scopes({ scopes, isService, id, error, value, onChange }: ScopesProps) {
  const { t } = useTranslation();
  const offered = scopes.filter(isBuilt);
  if (offered.length === 0) return <Text size="sm">{t('tokens.noScopes')}</Text>;
  return (
    <Input.Wrapper
      label={t('tokens.scopes')}
      labelElement="div"
      description={t(isService ? 'tokens.serviceScopesHint' : 'tokens.scopesHint')}
      error={error}
    >
      <Stack gap="xs" mt={8} id={id} tabIndex={-1} role="group" aria-label={t('tokens.scopes')}>
        {offered.map((scope) => (
          <Checkbox
            key={scope}
            label={t(`permissions.${scope}`)}
            checked={value.includes(scope)}
            onChange={(event) => {
              onChange(
                event.currentTarget.checked ? [...value, scope] : value.filter((one) => one !== scope),
              );
            }}
          />
        ))}
      </Stack>
    </Input.Wrapper>
  );
}

import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../../app/search.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { type Fields, typed } from '../../components/use-fields.ts';

interface KindStepProps {
  readonly kinds: readonly IdentityStore['kind'][];
  readonly kind: IdentityStore['kind'];
  readonly fields: Fields<{ name: string; description: string }>;
  readonly onKind: (kind: IdentityStore['kind']) => void;
}

export function KindStep({ kinds, kind, fields, onKind }: KindStepProps) {
  const { t } = useTranslation();
  return (
    <>
      <Radio.Group
        label={t('stores.kind')}
        value={kind}
        onChange={(value) => {
          const next = oneOf(value, kinds);
          if (next !== undefined) onKind(next);
        }}
      >
        <Stack gap="xs" mt={6}>
          {kinds.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`storeKinds.${one}`)}
              description={t(`storeKindHints.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('stores.name')}
        description={t('stores.nameHint')}
        required
        maxLength={64}
        {...typed(fields.input('name'))}
      />
      <Textarea label={t('stores.description')} maxLength={256} {...typed(fields.input('description'))} />
    </>
  );
}

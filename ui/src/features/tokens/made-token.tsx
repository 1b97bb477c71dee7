import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewApiToken } from '../../api/schema.ts';
import { CopyText } from '../../components/copy-text.tsx';

/** A token that is shown this once. */
export function MadeToken({ made, onDone }: { made: NewApiToken; onDone: () => void }) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  const secret = made.secret ?? '';
  return (
    <Stack gap="md">
      <Text size="sm">{t('tokens.madeText', { name: made.token.owner.name })}</Text>
      <div className="m-secret">
        <CopyText text={secret} label={t('tokens.copy')} />
      </div>
      <div>
        <Text size="sm" mb={4}>
          {t('tokens.usage')}
        </Text>
        <div className="m-secret">
          <CopyText text={`Authorization: Bearer ${secret}`} label={t('tokens.copyHeader')} />
        </div>
      </div>
      <Checkbox
        label={t('tokens.kept')}
        checked={kept}
        onChange={(event) => {
          setKept(event.currentTarget.checked);
        }}
      />
      <Button disabled={!kept} onClick={onDone}>
        {t('tokens.done')}
      </Button>
    </Stack>
  );
}

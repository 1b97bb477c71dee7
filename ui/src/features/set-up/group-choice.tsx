/** The group of a directory whose members administer Muster, found by its name. */
import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { typedInto } from '../../components/use-fields.ts';
import type { SetUp } from './use-set-up.ts';

export function GroupChoice({ setUp }: { setUp: SetUp }) {
  const { t } = useTranslation();
  const { fields } = setUp;
  const [text, setText] = useState(fields.values.groupName);
  const find = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/set-up/groups', { body: { ...setUp.connection(), search: text.trim() } })),
  });
  const look = () => {
    if (text.trim() !== '') find.mutate();
  };
  const { id, error } = fields.input('groupId');
  const found = find.data?.items ?? [];
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <TextInput
          id={id}
          label={t('setUp.group')}
          description={t('setUp.groupHint')}
          required
          maxLength={200}
          error={error}
          value={text}
          onChange={typedInto(setText)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            look();
          }}
          style={{ flex: '1 1 260px' }}
        />
        <Button
          variant="default"
          leftSection={<IconSearch size={16} aria-hidden />}
          loading={find.isPending}
          onClick={look}
        >
          {t('setUp.findGroups')}
        </Button>
      </Group>
      {find.error !== null && <ProblemAlert error={find.error} onRetry={look} />}
      {find.data !== undefined && found.length === 0 && (
        <Text size="sm" role="status">
          {t('setUp.noGroups')}
        </Text>
      )}
      {found.length > 0 && (
        <Radio.Group
          label={t('setUp.whichGroup')}
          value={fields.values.groupId}
          onChange={(groupId) => {
            fields.set('groupId', groupId);
            fields.set('groupName', found.find((group) => group.id === groupId)?.name ?? '');
          }}
        >
          <Stack gap="xs" mt={6}>
            {found.map((group) => (
              <Radio key={group.id} value={group.id} label={group.name} description={group.path} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {found.length === 0 && fields.values.groupId !== '' && (
        <Text size="sm">{t('setUp.chosenGroup', { name: fields.values.groupName })}</Text>
      )}
    </Stack>
  );
}

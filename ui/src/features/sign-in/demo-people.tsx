/** Whom the terminal named, on the sign-in page of a demo: one click fills the form in. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { paths } from '../../api/schema.ts';

type Demo = NonNullable<paths['/sign-in']['get']['responses'][200]['content']['application/json']['demo']>;
export type DemoPerson = Demo['people'][number];

interface DemoPeopleProps {
  readonly demo: Demo;
  readonly onChoose: (person: DemoPerson) => void;
}

export function DemoPeople({ demo, onChoose }: DemoPeopleProps) {
  const { t } = useTranslation();
  return (
    <Alert
      variant="light"
      color="indigo"
      icon={<IconFlask />}
      title={t('demo.title')}
      styles={{ title: { color: 'var(--m-run)' }, icon: { color: 'var(--m-run)' } }}
    >
      <Stack gap="xs">
        <Text size="sm">{t('demo.text')}</Text>
        <Stack gap={4} role="group" aria-label={t('demo.people')}>
          {demo.people.map((person) => (
            <Button
              key={`${person.storeId}/${person.loginName}`}
              variant="default"
              size="compact-md"
              justify="flex-start"
              h="auto"
              py={4}
              styles={{ label: { whiteSpace: 'normal', textAlign: 'start' } }}
              onClick={() => {
                onChoose(person);
              }}
            >
              <span>
                <bdi className="m-demo-name">{person.loginName}</bdi>
                <Text component="span" size="xs" c="dimmed" display="block">
                  {person.what}
                </Text>
              </span>
            </Button>
          ))}
        </Stack>
      </Stack>
    </Alert>
  );
}

import { Kbd, Modal, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Fragment, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { goKeys, useShellKeys } from './shell-keys.ts';

const event = 'muster:shortcuts';

export const showShortcuts = (): void => {
  window.dispatchEvent(new CustomEvent(event));
};

/** `?` lists what the keyboard can do. */
export function Shortcuts() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  useShellKeys(open);
  useEffect(() => {
    window.addEventListener(event, open);
    return () => {
      window.removeEventListener(event, open);
    };
  }, [open]);
  const parts = [
    {
      title: t('shortcuts.everywhere'),
      keys: [
        [['Ctrl', 'K'], t('shortcuts.search')],
        [['Esc'], t('shortcuts.close')],
        [['?'], t('shortcuts.help')],
      ],
    },
    {
      title: t('shortcuts.goTo'),
      keys: Object.entries(goKeys).map(([key, { label }]) => [['g', key], t(`navigation.${label}`)] as const),
    },
    {
      title: t('shortcuts.lists'),
      keys: [
        [['j'], t('shortcuts.down')],
        [['k'], t('shortcuts.up')],
        [['Enter'], t('shortcuts.open')],
        [['x'], t('shortcuts.select')],
      ],
    },
  ] as const;
  return (
    <Modal opened={opened} onClose={close} size="lg" title={t('shortcuts.title')}>
      <div className="m-shortcuts">
        {parts.map(({ title, keys }) => (
          <Stack key={title} gap="xs">
            <Title order={3} size="sm">
              {title}
            </Title>
            <dl>
              {keys.map(([combination, text]) => (
                <Fragment key={text}>
                  <dt>{text}</dt>
                  <dd>
                    {combination.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </Fragment>
              ))}
            </dl>
          </Stack>
        ))}
      </div>
    </Modal>
  );
}

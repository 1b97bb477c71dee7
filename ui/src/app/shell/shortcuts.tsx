import { Kbd, Modal } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

const event = 'muster:shortcuts';

export const showShortcuts = (): void => {
  window.dispatchEvent(new CustomEvent(event));
};

/** `?` lists what the keyboard can do. */
export function Shortcuts() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  useHotkeys([['shift+?', open]]);
  useEffect(() => {
    window.addEventListener(event, open);
    return () => {
      window.removeEventListener(event, open);
    };
  }, [open]);
  const keys = [
    ['Ctrl K', t('shortcuts.search')],
    ['j', t('shortcuts.down')],
    ['k', t('shortcuts.up')],
    ['Enter', t('shortcuts.open')],
    ['x', t('shortcuts.select')],
    ['?', t('shortcuts.help')],
  ] as const;
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <dl className="m-facts">
        {keys.map(([key, text]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

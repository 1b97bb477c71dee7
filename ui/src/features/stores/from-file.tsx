/** The text of a setting from a file: certificates and keys come as files, which no input of one line shows well. */
import { Button, FileButton, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Setting } from './settings-schema.ts';

/** Bytes; as base64 it is what the longest setting takes. */
const largest = 48 * 1024;

interface FromFileProps {
  readonly setting: Setting;
  readonly onText: (text: string) => void;
  readonly children: ReactNode;
}

export function FromFile({ setting, onText, children }: FromFileProps) {
  const { t } = useTranslation();
  const [told, setTold] = useState('');
  if (!setting.fromFile) return children;
  const read = async (file: File) => {
    if (file.size > largest) {
      setTold(t('stores.fileTooLarge', { name: file.name }));
      return;
    }
    onText(textIn(new Uint8Array(await file.arrayBuffer())));
    setTold(t('stores.fileRead', { name: file.name }));
  };
  return (
    <div>
      {children}
      <Group gap="xs" mt={6}>
        <FileButton
          onChange={(file) => {
            if (file !== null) void read(file);
          }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="xs"
              aria-label={t('stores.chooseFileFor', { title: setting.title })}
            >
              {t('stores.chooseFile')}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed" role="status" style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
          {told}
        </Text>
      </Group>
    </div>
  );
}

/** As it stands where it is text; as base64 where it is not, as a PFX file. */
function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
  }
}

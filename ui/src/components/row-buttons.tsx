/** What a list of rows in a form needs: one more, one less. */
import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';

interface RowButtonProps {
  readonly label: string;
  readonly onClick: () => void;
}

export function AddRow({ label, onClick }: RowButtonProps) {
  return (
    <Button
      variant="default"
      size="xs"
      w="fit-content"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

export function RemoveRow({ label, onClick }: RowButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={onClick}>
      <IconTrash size={18} />
    </ActionIcon>
  );
}

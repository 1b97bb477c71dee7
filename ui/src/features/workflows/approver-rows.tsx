/** Who is asked, one row each; in a sequence the order counts. */
import { ActionIcon, Group, Input, Select, Stack } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ApproverKind } from '../../../../workflows/contracts/approvals.ts';
import { oneOf } from '../../app/search.ts';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { AddRow, RemoveRow } from '../../components/row-buttons.tsx';
import type { ApproverOf } from './workflow-words.ts';

interface ApproverRowsProps {
  readonly storeId: string;
  readonly rows: readonly ApproverOf[];
  /** Which there are for the event. */
  readonly kinds: readonly ApproverKind[];
  readonly ordered: boolean;
  readonly error: string | undefined;
  readonly onChange: (rows: ApproverOf[]) => void;
}

export function ApproverRows({ storeId, rows, kinds, ordered, error, onChange }: ApproverRowsProps) {
  const { t } = useTranslation();
  const replace = (index: number, row: ApproverOf) => {
    onChange(rows.map((old, position) => (position === index ? row : old)));
  };
  return (
    <Input.Wrapper label={t('workflows.approvers')} description={t('workflows.approversHint')} error={error}>
      <Stack gap="sm" mt={8} role="group" aria-label={t('workflows.approvers')}>
        {rows.map((row, index) => (
          <Group key={index} gap="xs" align="flex-start" wrap="nowrap" className="m-approver">
            <Stack gap={6} className="m-grow">
              <Select
                aria-label={t('workflows.approverNumber', { number: index + 1 })}
                allowDeselect={false}
                data={kinds.map((kind) => ({ value: kind, label: t(`workflows.approverKinds.${kind}`) }))}
                value={row.kind}
                onChange={(value) => {
                  replace(index, { kind: oneOf(value, kinds) ?? row.kind });
                }}
              />
              {row.kind === 'object' && (
                <ObjectPicker
                  label={t('workflows.approverObject')}
                  purpose="approver"
                  storeId={storeId}
                  value={row.id ?? null}
                  onChange={(id) => {
                    replace(index, { kind: 'object', ...(id === null ? {} : { id }) });
                  }}
                />
              )}
            </Stack>
            {ordered && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                disabled={index === 0}
                aria-label={t('workflows.moveUp', { number: index + 1 })}
                onClick={() => {
                  onChange(rows.toSpliced(index, 1).toSpliced(index - 1, 0, row));
                }}
              >
                <IconArrowUp size={18} />
              </ActionIcon>
            )}
            <RemoveRow
              label={t('workflows.removeApprover', { number: index + 1 })}
              onClick={() => {
                onChange(rows.toSpliced(index, 1));
              }}
            />
          </Group>
        ))}
        <AddRow
          label={t('workflows.addApprover')}
          onClick={() => {
            const free = kinds.find((kind) => kind === 'object' || !rows.some((row) => row.kind === kind));
            onChange([...rows, { kind: free ?? 'object' }]);
          }}
        />
      </Stack>
    </Input.Wrapper>
  );
}

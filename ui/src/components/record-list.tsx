/** A page of settings that are few: its head, one row each with Edit and Delete, and the form in a dialog. */
import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { QueryKey } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeleteButton } from './delete-button.tsx';
import { PageHeader } from './page-header.tsx';
import { Lines, Panel } from './panel.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface RecordListProps<T extends Named> {
  readonly title: string;
  readonly description: string;
  /** Null for people who may not create one. */
  readonly createLabel: string | null;
  /** Beside Create. */
  readonly choice?: ReactNode;
  readonly query: {
    readonly data: { readonly items: readonly T[] } | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly queryKey: QueryKey;
  readonly empty?: ReactNode;
  /** Before the row's text, outside of it. */
  readonly lead?: (item: T) => ReactNode;
  readonly row: (item: T) => ReactNode;
  readonly deleteText: string;
  readonly remove: (item: T) => Promise<{ error?: unknown; response: Response }>;
  /** Null for a new one. */
  readonly form: (item: T | null, close: () => void) => ReactNode;
}

export function RecordList<T extends Named>(props: RecordListProps<T>) {
  const { t } = useTranslation();
  const { title, description, createLabel, choice, query, queryKey, empty, lead, row, form } = props;
  const [edited, setEdited] = useState<T | 'new' | null>(null);
  const close = () => {
    setEdited(null);
  };
  const editLabel = ({ name }: Named) => t('common.editOne', { name });
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        actions={
          <>
            {choice}
            {createLabel !== null && (
              <Button
                leftSection={<IconPlus size={18} aria-hidden />}
                onClick={() => {
                  setEdited('new');
                }}
              >
                {createLabel}
              </Button>
            )}
          </>
        }
      />
      <Panel flush>
        {query.data === undefined && query.error === null && <Lines count={4} />}
        {query.data === undefined && query.error !== null && (
          <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data?.items.length === 0 && empty}
        <ul className="m-rows">
          {query.data?.items.map((item) => (
            <li key={item.id}>
              {lead?.(item)}
              <div className="m-grow">{row(item)}</div>
              <Button
                variant="default"
                size="xs"
                aria-label={editLabel(item)}
                onClick={() => {
                  setEdited(item);
                }}
              >
                {t('common.edit')}
              </Button>
              <DeleteButton
                name={item.name}
                text={props.deleteText}
                queryKey={queryKey}
                remove={() => props.remove(item)}
              />
            </li>
          ))}
        </ul>
      </Panel>
      <Modal.Stack>
        <Modal
          stackId="record"
          opened={edited !== null}
          onClose={close}
          size="lg"
          title={edited === null || edited === 'new' ? createLabel : editLabel(edited)}
        >
          {edited !== null && form(edited === 'new' ? null : edited, close)}
        </Modal>
      </Modal.Stack>
    </>
  );
}

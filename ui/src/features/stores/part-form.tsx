import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { IdentityStore } from '../../api/schema.ts';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import type { Fields } from '../../components/use-fields.ts';
import { type StorePart, useChangeStore } from './use-change-store.ts';

interface PartFormProps<T extends object> {
  readonly store: IdentityStore;
  readonly title: string;
  readonly text: string;
  readonly fields: Fields<T>;
  readonly part: (values: T) => StorePart;
  readonly children: ReactNode;
}

/** A form that saves a part of a store by itself. */
export function PartForm<T extends object>({ store, title, text, fields, part, children }: PartFormProps<T>) {
  const change = useChangeStore(store, fields.fail);
  return (
    <Panel narrow title={title}>
      <SaveForm
        onSave={() => {
          change.mutate({ part: part(fields.values) });
        }}
        saving={change.isPending}
        error={fields.error}
        shownFields={fields.failed}
      >
        <Text size="sm" c="dimmed">
          {text}
        </Text>
        {children}
      </SaveForm>
    </Panel>
  );
}

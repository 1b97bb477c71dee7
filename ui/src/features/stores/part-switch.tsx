import { Stack, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Permission } from '../../../../workflows/contracts/permissions.ts';
import type { IdentityStore } from '../../api/schema.ts';
import { OnlyWith } from '../../components/only-with.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useChangeStore } from './use-change-store.ts';

interface PartSwitchProps {
  readonly store: IdentityStore;
  readonly name: 'administersAll' | 'historyViews';
  readonly needs: Permission;
  readonly title: string;
  readonly label: string;
  readonly description: string;
  /** What is told below the switch. */
  readonly children?: ReactNode;
}

/** A switch that changes its part of a store at once. */
export function PartSwitch({ store, name, needs, title, label, description, children }: PartSwitchProps) {
  const change = useChangeStore(store);
  const wanted = change.isPending ? change.variables.part[name] : undefined;
  return (
    <Panel narrow title={title}>
      <Stack gap="md">
        <OnlyWith permission={needs}>
          <Switch
            label={label}
            description={description}
            checked={wanted ?? store[name]}
            disabled={change.isPending}
            onChange={(event) => {
              change.mutate({ part: { [name]: event.currentTarget.checked } });
            }}
          />
        </OnlyWith>
        {children}
        {change.error !== null && <ProblemAlert error={change.error} />}
      </Stack>
    </Panel>
  );
}

/** The configuration of a store as a file: what administrators wrote, without secrets (access-and-approvals B7). */
import { type Static, Type } from 'typebox';
import { systemWorkflows } from '../../workflows/contracts/approvals.ts';
import { Body, Nullable } from './common.ts';
import { NamedFieldLevels } from './field-levels.ts';
import { NamePrefixes } from './policies.ts';
import { CreateRoleBody } from './roles.ts';
import { CreateWorkflowBody, WorkflowSettingsBody } from './workflows.ts';

export const configurationFormat = 'muster-configuration';
/** Raised when a reader of today could not read it. */
export const configurationVersion = 1;

const Text = Type.String({ maxLength: 1000 });

const Reference = Body({
  id: Type.String({ minLength: 1, maxLength: 1000 }),
  kind: Type.Enum(['object', 'container', 'portal', 'store']),
  name: Text,
  path: Text,
});

const WorkflowEntry = Body({
  ...CreateWorkflowBody.properties,
  system: Nullable(Type.Enum([...systemWorkflows], { description: 'One of the eight every store has' })),
});

export const ConfigurationFile = Body(
  {
    format: Type.Enum([configurationFormat]),
    version: Type.Integer({ minimum: 1 }),
    store: Type.String({ maxLength: 256, description: 'Where it comes from; tells, and decides nothing' }),
    references: Type.Array(Reference, {
      maxItems: 5000,
      description:
        'What the ids in it stand for: in another installation they are found by path, or by a name that only one thing has',
    }),
    roles: Type.Optional(
      Type.Array(CreateRoleBody, {
        maxItems: 99,
        description: 'All of the store’s; absent: they stay as they are',
      }),
    ),
    workflows: Type.Optional(
      Type.Array(WorkflowEntry, {
        maxItems: 500,
        description: 'Likewise; those every store has are never removed',
      }),
    ),
    workflowSettings: Type.Optional(WorkflowSettingsBody),
    storeSettings: Type.Optional(
      Body({
        groupNamePrefixes: NamePrefixes,
        fieldLevels: Type.Optional(NamedFieldLevels),
      }),
    ),
  },
  { title: 'ConfigurationFile' },
);
export type ConfigurationFile = Static<typeof ConfigurationFile>;

export const ImportResult = Type.Object(
  {
    applied: Type.Boolean({ description: 'False for a dry run' }),
    changes: Type.Array(
      Type.Object({
        section: Type.Enum(['role', 'workflow', 'workflowSettings', 'storeSettings']),
        name: Type.String(),
        change: Type.Enum(['added', 'changed', 'removed', 'unchanged']),
        fields: Type.Array(
          Type.Object({ field: Type.String(), old: Nullable(Type.String()), new: Nullable(Type.String()) }),
        ),
      }),
    ),
  },
  { title: 'ImportResult' },
);
export type ImportChange = Static<typeof ImportResult>['changes'][number];

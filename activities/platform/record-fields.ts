/** What lists of Muster's own records can be filtered by: requests and history. */
import { requestEvents, requestTypes } from '../../workflows/contracts/action-kinds.ts';
import { actions, historyActions } from '../../workflows/contracts/actions.ts';
import { requestStates } from '../../workflows/contracts/requests.ts';
import { comparisons } from '../../workflows/contracts/filter.ts';
import type { DirectoryField } from './directory-fields.ts';

export const recordLists = ['requests', 'history'] as const;
export type RecordList = (typeof recordLists)[number];
/** As a field of the directory, but always in a column of its own name. */
export type RecordField = Omit<DirectoryField, 'source'>;

const shared = { references: null, sortable: false } as const;
const text = (name: string, label: string): RecordField => ({
  ...shared,
  name,
  label,
  type: 'text',
  operators: [...comparisons, 'present'],
  choices: [],
});
const choice = (name: string, label: string, choices: readonly string[]): RecordField => ({
  ...shared,
  name,
  label,
  type: 'choice',
  operators: ['equals'],
  choices,
});
const named = (fields: readonly RecordField[]): ReadonlyMap<string, RecordField> =>
  new Map(fields.map((field) => [field.name, field]));

const operations = ['create', 'update', 'delete', 'addValue', 'removeValue'] as const;

/** Fields in the order people are offered them. */
export const recordFields: Readonly<Record<RecordList, ReadonlyMap<string, RecordField>>> = {
  requests: named([
    text('targetName', 'Object'),
    text('actorName', 'Who asked'),
    text('approver', 'Who is or was asked to decide'),
    text('decider', 'Who decided'),
    text('description', 'Reason given'),
    text('denialReason', 'Reason of the denial'),
    choice('event', 'Event', requestEvents),
    choice('type', 'Type of object', requestTypes),
    choice('action', 'Action', actions),
    choice('state', 'State', requestStates),
    choice('breakGlass', 'Done without approval', ['true', 'false']),
  ]),
  history: named([
    text('objectName', 'Object'),
    text('actorName', 'Who'),
    choice('action', 'Action', historyActions),
    choice('operation', 'Kind of change', operations),
    text('attribute', 'Attribute'),
    text('oldValue', 'Value before'),
    text('newValue', 'Value after'),
    text('valueName', 'Who or what was added or removed'),
  ]),
};

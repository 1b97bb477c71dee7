/** Rows of the directory as directory objects. */
import type { DirectoryObject } from '../../../workflows/contracts/directory.ts';
import { foldCase } from '../../platform/fold.ts';
import { isReference, type LocalKind } from './attributes.ts';
import type { Tables, Values } from './tables.ts';

export const isUuid = (value: string): boolean =>
  /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu.test(value);

/** The columns a {@link DirectoryObject} is made of. */
export const objectColumns = ({ objects }: Tables) => ({
  id: objects.id,
  kind: objects.kind,
  container: objects.container,
  attributes: objects.attributes,
  enabled: objects.enabled,
});

export interface ObjectRow {
  readonly id: string;
  readonly kind: LocalKind;
  readonly container: string;
  readonly attributes: Values;
  readonly enabled: boolean;
}

export const nameOf = (row: Pick<ObjectRow, 'attributes'>): string => row.attributes['name'] ?? '';
export const pathOf = (row: Pick<ObjectRow, 'attributes' | 'container'>): string =>
  `${row.container}/${nameOf(row)}`;

/** @param wanted attribute names; all of the kind when absent */
export function toObject(row: ObjectRow, wanted?: readonly string[]): DirectoryObject {
  const name = nameOf(row);
  const path = pathOf(row);
  const all: Values = { ...row.attributes, id: row.id, distinguishedName: path };
  return {
    kind: row.kind,
    id: row.id,
    name,
    displayName: row.attributes['displayName'] ?? name,
    path,
    enabled: row.enabled,
    attributes: Object.fromEntries(
      Object.entries(all)
        .filter(([attribute]) => wanted === undefined || wanted.includes(attribute))
        .map(([attribute, value]) => [attribute, [value]]),
    ),
  };
}

/** The values as they are compared: ids as they are, text without case. */
export const foldValues = (kind: LocalKind, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([attribute, value]) => [
      attribute,
      isReference(kind, attribute) ? value : foldCase(value),
    ]),
  );

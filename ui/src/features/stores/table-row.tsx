/** The inputs of one row of a setting that is a table. */
import { NumberInput, TextInput } from '@mantine/core';
import { typedInto } from '../../components/use-fields.ts';
import type { Setting } from './settings-schema.ts';

export type TableRow = Readonly<Record<string, unknown>>;

/** The row with one value changed; what is emptied is left out. */
function withValue(row: TableRow, name: string, next: unknown): TableRow {
  const emptied = next === undefined || next === '';
  return Object.fromEntries(
    Object.entries({ ...row, [name]: next }).filter(([key]) => key !== name || !emptied),
  );
}

export const rowsOf = (value: unknown): readonly TableRow[] =>
  (Array.isArray(value) ? value : []) as readonly TableRow[];

interface RowInputsProps {
  readonly columns: readonly Setting[];
  readonly row: TableRow;
  readonly onChange: (row: TableRow) => void;
}

export function RowInputs({ columns, row, onChange }: RowInputsProps) {
  return columns.map(({ name, title, type, minimum, maximum, required }) => {
    const value = row[name];
    return type === 'number' ? (
      <NumberInput
        key={name}
        label={title}
        w={90}
        allowDecimal={false}
        min={minimum}
        max={maximum}
        hideControls
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => {
          onChange(withValue(row, name, typeof next === 'number' ? next : undefined));
        }}
      />
    ) : (
      <TextInput
        key={name}
        label={title}
        required={required}
        className="m-row-text"
        value={typeof value === 'string' ? value : ''}
        onChange={typedInto((next) => {
          onChange(withValue(row, name, next));
        })}
      />
    );
  });
}

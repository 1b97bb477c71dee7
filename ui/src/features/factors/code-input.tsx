import { TextInput } from '@mantine/core';
import { typed, type Fields } from '../../components/use-fields.ts';

interface CodeInputProps {
  readonly label: string;
  readonly description?: string;
  /** Of a form whose code stands in `code`. */
  readonly fields: Fields<{ code: string }>;
  /** Six digits; else letters and digits as backup codes have them. */
  readonly digits?: boolean;
}

/** A code that is typed once: phones offer it from the message it came in. */
export function CodeInput({ label, description, fields, digits = true }: CodeInputProps) {
  return (
    <TextInput
      label={label}
      description={description}
      autoComplete="one-time-code"
      inputMode={digits ? 'numeric' : 'text'}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={digits ? 10 : 40}
      className="m-code"
      data-autofocus
      {...typed(fields.input('code'))}
    />
  );
}

import { TextInput } from '@mantine/core';
import { typed } from '../../components/use-fields.ts';

interface CodeInputProps {
  readonly label: string;
  readonly description?: string | undefined;
  readonly field: {
    readonly id: string;
    readonly error: string | undefined;
    readonly value: string;
    readonly onChange: (value: string) => void;
  };
  /** Six digits; else letters and digits as backup codes have them. */
  readonly digits?: boolean;
}

/** A code that is typed once: phones offer it from the message it came in. */
export function CodeInput({ label, description, field, digits = true }: CodeInputProps) {
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
      {...typed(field)}
    />
  );
}

/**
 * The state of a form. What the API refuses is shown at its field, which is focused; nothing typed is
 * lost. Field names are those of the request body, so no table translates them.
 */
import { useEffect, useId, useState } from 'react';
import { asApiError } from '../api/problem.ts';

type Errors = Readonly<Record<string, string>>;

export interface Fields<T> {
  readonly values: T;
  readonly error: unknown;
  /** Names of the fields with an error of their own. */
  readonly failed: readonly string[];
  readonly set: <K extends keyof T & string>(name: K, value: T[K]) => void;
  readonly reset: (values: T) => void;
  /** What an input needs beside its label. */
  readonly input: <K extends keyof T & string>(
    name: K,
  ) => { id: string; error: string | undefined; value: T[K]; onChange: (value: T[K]) => void };
  /** Shows what a submission failed with. */
  readonly fail: (error: unknown) => void;
  /** The same, but only where a field of this form is at fault. @returns whether one is */
  readonly takes: (error: unknown) => boolean;
  readonly clear: () => void;
  /** Errors found before sending. @returns whether there were none */
  readonly check: (errors: Readonly<Record<string, string | false | undefined>>) => boolean;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function useFields<T extends object>(initial: T): Fields<T> {
  const form = useId();
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Errors>({});
  const [error, setError] = useState<unknown>(null);
  const [focus, setFocus] = useState<{ readonly name: string } | null>(null);
  const idOf = (name: string) => `${form}-${name}`;

  useEffect(() => {
    if (focus !== null) document.getElementById(`${form}-${focus.name}`)?.focus();
  }, [focus, form]);

  const show = (found: Errors) => {
    setErrors(found);
    const first = Object.keys(values).find((name) => name in found);
    // An object of its own each time, so that the same field is focused again.
    if (first !== undefined) setFocus({ name: first });
  };

  const fieldErrors = (thrown: unknown): Errors => {
    const found: Record<string, string> = {};
    for (const { field, message } of asApiError(thrown).problem.errors) {
      // `members/3` is told at `members`, `settings/domain` at `domain`.
      const name = [field, field.split('/')[0] ?? '', field.split('/')[1] ?? ''].find((one) => one in values);
      if (name !== undefined) found[name] ??= sentence(message);
    }
    return found;
  };

  return {
    values,
    error,
    failed: Object.keys(errors),
    set: (name, value) => {
      setValues((old) => ({ ...old, [name]: value }));
      setErrors((old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== name)));
    },
    reset: (next) => {
      setValues(next);
      setErrors({});
      setError(null);
    },
    input: (name) => ({
      id: idOf(name),
      error: errors[name],
      value: values[name],
      onChange: (value) => {
        setValues((old) => ({ ...old, [name]: value }));
        setErrors((old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== name)));
      },
    }),
    fail: (thrown) => {
      setError(thrown);
      show(fieldErrors(thrown));
    },
    takes: (thrown) => {
      const found = fieldErrors(thrown);
      if (Object.keys(found).length === 0) return false;
      setError(thrown);
      show(found);
      return true;
    },
    clear: () => {
      setErrors({});
      setError(null);
    },
    check: (candidates) => {
      const found = Object.fromEntries(
        Object.entries(candidates).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      );
      show(found);
      setError(null);
      return Object.keys(found).length === 0;
    },
  };
}

/** For inputs that tell their change as an event. */
export const typedInto =
  (onChange: (value: string) => void) =>
  (event: { currentTarget: { value: string } }): void => {
    onChange(event.currentTarget.value);
  };

/** A field for such an input. */
export const typed = <F extends { readonly onChange: (value: string) => void }>(field: F) => ({
  ...field,
  onChange: typedInto(field.onChange),
});

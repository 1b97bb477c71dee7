/** From functions of a directory to the methods of a provider. */

type Bound<D, T> = {
  readonly [K in keyof T]: T[K] extends (directory: D, ...rest: infer A) => infer R
    ? (...rest: A) => R
    : never;
};

/** The same functions with their first parameter filled in. */
export function boundTo<D, T extends Readonly<Record<string, (directory: D, ...rest: never[]) => unknown>>>(
  directory: D,
  operations: T,
): Bound<D, T> {
  const bound = Object.entries(operations).map(([name, operation]) => [
    name,
    (...rest: never[]) => operation(directory, ...rest),
  ]);
  return Object.fromEntries(bound) as Bound<D, T>;
}

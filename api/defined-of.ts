/** With exactOptionalPropertyTypes an absent property and an undefined one differ. */
export const definedOf = <T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;

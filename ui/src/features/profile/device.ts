/** Browser and system, as far as they tell; newest names first, since they also name older ones. */
export function deviceOf(agent: string | null): {
  browser: string | null;
  system: string | null;
  small: boolean;
} {
  const text = agent ?? '';
  const first = (...pairs: readonly (readonly [RegExp, string])[]) =>
    pairs.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  return {
    browser: first(
      [/Edg\//, 'Edge'],
      [/Firefox\//, 'Firefox'],
      [/Chrom(e|ium)\//, 'Chrome'],
      [/Safari\//, 'Safari'],
    ),
    system: first(
      [/Android/, 'Android'],
      [/iPhone|iPad/, 'iOS'],
      [/Windows/, 'Windows'],
      [/Mac OS/, 'macOS'],
      [/Linux/, 'Linux'],
    ),
    small: /Android|iPhone|Mobile/.test(text),
  };
}

import { useHotkeys } from '@mantine/hooks';

/** j and k walk through the rows, x selects; Enter opens, as the row's link is focused. */
export function useRowKeys(body: { readonly current: HTMLTableSectionElement | null }): void {
  const rowsOf = () => [...(body.current?.rows ?? [])];
  const step = (by: number) => {
    const rows = rowsOf();
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const target = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    target?.querySelector<HTMLElement>('a, button')?.focus();
  };
  useHotkeys([
    [
      'j',
      () => {
        step(1);
      },
    ],
    [
      'k',
      () => {
        step(-1);
      },
    ],
    [
      'x',
      () => {
        const row = rowsOf().find((one) => one.contains(document.activeElement));
        row?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
      },
    ],
  ]);
}

/** The portal and store of the last sign-in on this device, so that the next one begins there. */
const key = 'muster.sign-in';

interface Choice {
  readonly portal: string;
  readonly storeId: string;
}

export function lastChoice(): Partial<Choice> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Choice>;
  } catch {
    return {}; // a convenience only
  }
}

export const chosenPortal = (): string | undefined => lastChoice().portal;

export function rememberChoice(choice: Choice): void {
  try {
    localStorage.setItem(key, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing: one chooses again next time.
  }
}

/** A person without a mouse: only keys, and each stop of the focus must be seen and have a name. */
import type { Page } from 'playwright-core';

/** What is wrong with where the focus is; runs in the page. */
const lookAtFocus = (): { key: string; faults: string[] } => {
  const { document, getComputedStyle, innerWidth, innerHeight } = globalThis as any;
  const element = document.activeElement;
  const faults: string[] = [];
  if (element === document.body) return { key: 'body', faults };
  const isRinged = (one: any) => {
    if (one === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
  };
  const box = element.getBoundingClientRect();
  // The true control of a checkbox, a radio or a switch is invisible; what is drawn in its place is ringed.
  const isStandIn = box.width < 4 || getComputedStyle(element).opacity === '0';
  const drawn = [element, element.nextElementSibling, element.parentElement];
  const what = `<${String(element.localName)} class="${String(element.className)}">`;
  if (!(isStandIn ? drawn.some(isRinged) : isRinged(element))) faults.push(`${what} shows no focus`);
  if (!isStandIn) {
    const x = Math.min(Math.max(Number(box.left) + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(Number(box.top) + box.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const isSeen = top !== null && (element.contains(top) || top.contains(element));
    if (!isSeen) faults.push(`${what} has the focus and cannot be seen`);
  }
  return { key: String(element.outerHTML), faults };
};

export class Keyboard {
  /** What was wrong at the stops so far, one a line. */
  readonly faults: string[] = [];
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /**
   * Goes on with Tab until what has the focus is this.
   * @param wanted as a screen reader tells it: `button "Sign in"`
   * @throws naming all stops on the way
   */
  async to(wanted: string, key = 'Tab'): Promise<void> {
    const stops: string[] = [];
    while (stops.length < 60) {
      await this.press(key);
      const stop = await this.stop();
      stops.push(stop);
      if (stop.includes(wanted)) return;
    }
    throw new Error(`The focus does not come to ${wanted}, only to: ${stops.join(', ')}`);
  }

  /** Notes what is wrong with the present stop. @returns it, as a screen reader tells it */
  async stop(): Promise<string> {
    const { key, faults } = await this.page.evaluate(lookAtFocus);
    if (key === 'body') return 'body';
    this.faults.push(...faults);
    // The button of a date field holds the focus inside the field, which is not `:focus` itself then.
    const focused = this.page.locator(':focus, input:focus-within');
    const told = (await focused.ariaSnapshot()).split('\n')[0] ?? '';
    if (!/^- [a-z]+ (".+"|\/.+\/)/.test(told)) this.faults.push(`no name: ${told} ${key.slice(0, 200)}`);
    return told.slice(2);
  }
}

/** What a person would see go wrong with the layout of a page at the present width. */
import type { Page } from 'playwright-core';

/** Runs in the page, so it uses nothing from here. Types of the browser are not loaded in tests. */
const findLayoutFaults = async (): Promise<string[]> => {
  const { document, NodeFilter, getComputedStyle, innerWidth } = globalThis as any;
  // What is still on its way (the words of a button that has just ended its work) is looked at once it is there.
  const moves = document
    .getAnimations()
    .filter((move: any) => move.effect.getComputedTiming().endTime < 2000);
  await Promise.allSettled(moves.map((move: any) => move.finished));
  const found = new Set<string>();
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.add(`the page is ${String(root.scrollWidth)} px wide`);
  const describe = (element: any, text: string) =>
    `<${String(element.localName)} class="${String(element.className)}"> “${text.slice(0, 40)}”`;
  const isHidden = (element: any) =>
    !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
    // A button that works shows a sign in place of its words.
    element.closest('.m-visually-hidden, .m-skip, [data-loading], script, style, noscript') !== null;
  const isPainted = ({ borderRightWidth, backgroundColor }: any) =>
    borderRightWidth !== '0px' || !/^rgba\(.*, 0\)$/.test(backgroundColor);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = String(node.data).trim();
    if (text === '' || isHidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(({ width }: any) => width > 0);
    if (rects.length === 0) continue;
    const left = Math.min(...rects.map((rect: any) => rect.left));
    const right = Math.max(...rects.map((rect: any) => rect.right));
    const bottom = Math.max(...rects.map((rect: any) => rect.bottom));
    // Told in full on hover, to people and to their screen readers.
    const told = element.closest('[title]')?.title.includes(text) === true;
    for (let box = element; ; box = box.parentElement) {
      if (box === null || box === root) {
        if (left < -1 || right > Number(innerWidth) + 1)
          found.add(`outside the window: ${describe(element, text)}`);
        break;
      }
      const style = getComputedStyle(box);
      if (style.display === 'inline' || style.display === 'contents') continue;
      // What scrolls is reached by scrolling; axe checks that the keyboard reaches it, too.
      if (/auto|scroll/.test(style.overflowX)) break;
      const edge = box.getBoundingClientRect();
      // For screen readers only.
      if (edge.width <= 1) break;
      const beyond = left < edge.left - 1 || right > Number(edge.right) + 1;
      if (/hidden|clip/.test(style.overflowX) && beyond) {
        if (!told) found.add(`cut without a tooltip: ${describe(element, text)}`);
        break;
      }
      if (/hidden|clip/.test(style.overflowY) && bottom > Number(edge.bottom) + 2) {
        if (!told) found.add(`cut below: ${describe(element, text)}`);
        break;
      }
      if (beyond && isPainted(style)) {
        found.add(`spills over ${describe(box, '')}: ${describe(element, text)}`);
        break;
      }
      if (style.position === 'fixed') {
        if (left < -1 || right > Number(innerWidth) + 1)
          found.add(`outside the window: ${describe(element, text)}`);
        break;
      }
    }
  }
  return [...found];
};

/** Text that is cut without a tooltip, spills out of its box or makes the page scroll sideways; one a line. */
export const layoutFaults = (page: Page): Promise<string[]> => page.evaluate(findLayoutFaults);

/** How long a page's main thread is busy at a stretch, by the browser's own trace. */
import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds on the clock. */
  readonly dur?: number;
  /** Microseconds of them that the thread itself ran. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The longest tasks of any page's main thread, in milliseconds. */
export interface Longest {
  /** By the clock: on a machine that others use, too, their work is in it. */
  readonly clockMs: number;
  /** By the time the thread itself ran. */
  readonly ownMs: number;
}

export async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<Longest> {
  await browser.startTracing(page, {
    categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'],
  });
  let trace: Buffer;
  try {
    await act();
    // What the last act set off belongs to it.
    await page.waitForTimeout(300);
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mains.has(`${pid}/${tid}`),
  );
  if (tasks.length === 0) throw new Error('The trace holds no tasks of a main thread.');
  return {
    clockMs: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
    ownMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
  };
}

/**
 * The last look before a write. Whoever works on behalf of something that may have been taken over
 * meanwhile (a try of an activity) puts its work inside a fence; providers look at it in the same
 * breath in which they send a write, so that a process that was stopped in between and goes on later
 * writes nothing.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Throws when the right to write is gone. Synchronous: nothing may come between the look and the write. */
export type WriteFence = () => void;

const fences = new AsyncLocalStorage<WriteFence>();

export const withWriteFence = <T>(fence: WriteFence, work: () => Promise<T>): Promise<T> =>
  fences.run(fence, work);

/** To be called by every provider right before each write; without a fence it does nothing. */
export const checkWriteFence: WriteFence = () => {
  fences.getStore()?.();
};

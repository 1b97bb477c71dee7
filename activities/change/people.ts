/** Objects by id, as planners look them up. */
import type { DirectoryObject } from '../../workflows/contracts/directory.ts';
import { readIds } from '../platform/approvals/people.ts';
import type { PlanContext } from './context.ts';

export const readAny = (context: PlanContext, ids: readonly string[]): Promise<DirectoryObject[]> =>
  readIds(context.provider, ids);

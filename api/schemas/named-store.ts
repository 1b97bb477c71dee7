import { Type } from 'typebox';
import { Nullable } from './common.ts';

/** Beside the id of the store that a record is of. */
export const namedStore = {
  storeName: Type.String(),
  storeDeletedAt: Nullable(
    Type.String({
      format: 'date-time',
      description: 'When the store was deleted; what was recorded of it stays',
    }),
  ),
};

/** Everything lists of a store can be filtered by, indexed or not. */
import type { IdentityStore } from '../database/repositories/stores.ts';
import { fieldsOf } from '../platform/directory-fields.ts';
import { storeVocabulary } from '../platform/live-directory.ts';
import type { Fields } from './contract.ts';

export function scopeFields({ kind }: Pick<IdentityStore, 'kind'>): Fields {
  const words = storeVocabulary(kind);
  return new Map([...fieldsOf('groups', words), ...fieldsOf('objects', words)]);
}

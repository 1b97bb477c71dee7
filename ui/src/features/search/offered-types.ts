import type { FilterAttribute } from '../../api/schema.ts';
import { searchTabs, type SearchTab } from '../../app/search.ts';

/**
 * What can be looked for: mailboxes where one of the stores tells who has one (users-and-search S3.1).
 * @param attributes that the stores can be asked for
 */
export const offeredTypes = (attributes: readonly FilterAttribute[] | undefined): readonly SearchTab[] =>
  searchTabs.filter(
    (type) => type !== 'mailbox' || attributes?.some(({ name }) => name === 'mailbox') === true,
  );

import { Link } from '@tanstack/react-router';
import type { DirectoryObject } from '../api/schema.ts';
import { Name } from './name.tsx';

/** Leads to the page of whatever it is. */
export function ObjectLink({
  object,
}: {
  object: Pick<DirectoryObject, 'kind' | 'storeId' | 'id' | 'displayName'>;
}) {
  const { kind, storeId, id, displayName } = object;
  const name = <Name>{displayName}</Name>;
  switch (kind) {
    case 'user':
      return (
        <Link to="/people/$storeId/$userId" params={{ storeId, userId: id }} search={{}}>
          {name}
        </Link>
      );
    case 'group':
      return (
        <Link to="/groups/$storeId/$groupId" params={{ storeId, groupId: id }} search={{}}>
          {name}
        </Link>
      );
    case 'contact':
      return (
        <Link to="/contacts/$storeId/$contactId" params={{ storeId, contactId: id }} search={{}}>
          {name}
        </Link>
      );
    case 'computer':
      return (
        <Link to="/computers/$storeId/$computerId" params={{ storeId, computerId: id }} search={{}}>
          {name}
        </Link>
      );
    case 'container':
      return name;
  }
}

import { Link } from '@tanstack/react-router';
import type { Hit } from '../api/schema.ts';
import { Name } from './name.tsx';

/** Leads to the page of whatever it is. */
export function ObjectLink({ object }: { object: Pick<Hit, 'kind' | 'storeId' | 'id' | 'displayName'> }) {
  const { kind, storeId, id, displayName } = object;
  const name = <Name>{displayName}</Name>;
  switch (kind) {
    case 'user':
      return (
        <Link to="/people/$storeId/$userId" params={{ storeId, userId: id }}>
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
    case 'computer':
      return name;
  }
}

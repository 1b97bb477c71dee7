import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ObjectSearch } from '../../app/search.ts';
import { ObjectPage, type ShownKind } from './object-page.tsx';

/** The address says which object, and what of it is looked at. */
function PageOf({ kind }: { kind: ShownKind }) {
  const { storeId = '', userId, contactId, computerId } = useParams({ strict: false });
  const search: ObjectSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const objectId = userId ?? contactId ?? computerId ?? '';
  return (
    <ObjectPage
      key={objectId}
      kind={kind}
      storeId={storeId}
      objectId={objectId}
      search={search}
      onSearch={(change) => void navigate({ to: '.', search: { ...search, ...change }, replace: true })}
    />
  );
}

export const PersonPage = () => <PageOf kind="user" />;
export const ContactPage = () => <PageOf kind="contact" />;
export const ComputerPage = () => <PageOf kind="computer" />;

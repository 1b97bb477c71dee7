import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hit, ListedStore } from '../../api/schema.ts';
import type { Column } from '../../components/data-table.tsx';
import { Dotted } from '../../components/dotted.tsx';
import { KindIcon } from '../../components/kind-icon.tsx';

import { Name } from '../../components/name.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { useReadableColumns } from '../../components/table/use-readable-columns.ts';
import { Badge } from '../../components/state-badge.tsx';

const text = (value: string | null) => (value === null ? null : <Name>{value}</Name>);

const typeOf = ({ kind, hasMailbox }: Hit) => (hasMailbox ? 'mailbox' : kind);

/** @param stores of the answer; with more than one, each row names its own */
export function useSearchColumns(stores: readonly ListedStore[] | undefined): readonly Column<Hit>[] {
  const { t } = useTranslation();
  const names = stores?.map(({ id, name }) => `${id} ${name}`).join('\n') ?? '';
  const all = useMemo(() => {
    const byId = new Map(names.split('\n').map((line) => [line.slice(0, 36), line.slice(37)]));
    const store: Column<Hit> = {
      id: 'store',
      label: t('groups.store'),
      cell: (hit) => text(byId.get(hit.storeId) ?? null),
    };
    const columns: readonly Column<Hit>[] = [
      {
        id: 'name',
        label: t('fields.displayName'),
        fixed: true,
        wide: true,
        sort: 'displayName',
        cell: (hit) => (
          <span className="m-hit">
            <KindIcon kind={hit.kind} />
            <span className="m-grow">
              <ObjectLink object={hit} />
              {hit.description !== null && hit.kind !== 'user' && (
                <span className="m-second m-block">
                  <Name>{hit.description}</Name>
                </span>
              )}
            </span>
            {!hit.enabled && <Badge tone="quiet">{t('people.disabled')}</Badge>}
          </span>
        ),
      },
      { id: 'kind', label: t('fields.kind'), sort: 'kind', cell: (hit) => t(`kinds.${typeOf(hit)}`) },
      ...(byId.size > 1 ? [store] : []),
      {
        id: 'department',
        label: t('fields.department'),
        sort: 'department',
        cell: (hit) => text(hit.department),
      },
      { id: 'office', label: t('fields.office'), sort: 'office', cell: (hit) => text(hit.office) },
      {
        id: 'phone',
        label: t('fields.phone'),
        sort: 'phone',
        cell: (hit) => (hit.phone === null ? null : <span className="m-phone">{hit.phone}</span>),
      },
      {
        id: 'mail',
        label: t('fields.mail'),
        sort: 'mail',
        cell: (hit) => (hit.mail === null ? null : <Dotted>{hit.mail}</Dotted>),
      },
      {
        id: 'title',
        label: t('fields.title'),
        extra: true,
        sort: 'title',
        cell: (hit) => text(hit.title),
      },
      {
        id: 'login',
        label: t('fields.loginName'),
        extra: true,
        sort: 'loginName',
        cell: (hit) => (hit.loginName === null ? null : <Dotted>{hit.loginName}</Dotted>),
      },
      {
        id: 'path',
        label: t('fields.path'),
        extra: true,
        sort: 'path',
        cell: (hit) => <bdi className="m-path">{hit.path}</bdi>,
      },
    ];
    return columns;
  }, [t, names]);
  return useReadableColumns(all);
}

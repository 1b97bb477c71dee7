import { useTranslation } from 'react-i18next';
import { oneOf } from '../../app/search.ts';
import type { EngineIndex } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { objectKinds } from '../../../../workflows/contracts/directory.ts';
import { toneOf } from './tones.ts';

interface IndexTableProps {
  readonly label: string;
  readonly indices: readonly EngineIndex[];
  /** Null where the store is gone. */
  readonly storeName: ((storeId: string) => string) | null;
}

/** Indices of the search engine: what they hold, how large, how they are. */
export function IndexTable({ label, indices, storeName }: IndexTableProps) {
  const { t, i18n } = useTranslation();
  const kindOf = (text: string) => {
    const kind = oneOf(text, objectKinds);
    return kind === undefined ? text : t(`replication.kinds.${kind}`);
  };
  const size = (bytes: number) => {
    const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
    return value.toLocaleString(i18n.language, { style: 'unit', unit, maximumFractionDigits: 1 });
  };
  const columns = [
    'index',
    ...(storeName === null ? [] : ['store' as const]),
    'kind',
    'health',
    'documents',
    'size',
  ] as const;
  return (
    <div className="m-table-scroll">
      <table className="m-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`replication.engine.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {indices.map(({ name, storeId, kind, colour, documents, bytes }) => (
            <tr key={name}>
              <td data-wide>
                <Name>{name}</Name>
              </td>
              {storeName !== null && (
                <td data-label={t('replication.engine.columns.store')}>
                  <Name>{storeName(storeId)}</Name>
                </td>
              )}
              <td data-label={t('replication.engine.columns.kind')}>{kindOf(kind)}</td>
              <td data-label={t('replication.engine.columns.health')}>
                <Badge tone={toneOf[colour]}>{t(`replication.colours.${colour}`)}</Badge>
              </td>
              <td data-label={t('replication.engine.columns.documents')}>
                {documents.toLocaleString(i18n.language)}
              </td>
              <td data-label={t('replication.engine.columns.size')}>{size(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

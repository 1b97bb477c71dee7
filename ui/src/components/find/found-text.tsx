/** An object in a list to choose from: what it is called and what tells two of one name apart. */
import { useTranslation } from 'react-i18next';
import type { DirectoryObject, Found } from '../../api/schema.ts';
import { KindIcon } from '../kind-icon.tsx';
import { CutName } from '../name.tsx';

export type ShownObject = Pick<DirectoryObject, 'displayName' | 'kind' | 'mail'> &
  Partial<Pick<Found, 'department' | 'description' | 'enabled' | 'status' | 'protection'>>;

export function FoundText({ object }: { object: ShownObject }) {
  const { t } = useTranslation();
  const second = [t(`kinds.${object.kind}`), object.department ?? object.description, object.mail].filter(
    (part) => part !== null && part !== undefined,
  );
  return (
    <span className="m-suggest">
      <KindIcon kind={object.kind} />
      <span>
        <CutName>{object.displayName}</CutName>
        <span className="m-second">
          <CutName>{second.join(' · ')}</CutName>
        </span>
      </span>
    </span>
  );
}

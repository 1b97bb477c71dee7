import { useTranslation } from 'react-i18next';
import type { Group, NamedObject } from '../../api/schema.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { Name } from '../../components/name.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { useAttributeWords } from '../../components/use-attribute-words.ts';
import { locksOf } from './group-locks.ts';

export function GroupOverview({ group }: { group: Group }) {
  const { t } = useTranslation();
  const { value } = useAttributeWords();
  const { isShown } = locksOf(group.lockedFields);
  const owner = ({ id, kind, name }: NamedObject) => (
    <ObjectLink key={id} object={{ id, kind, storeId: group.storeId, displayName: name }} />
  );
  const facts = [
    [t('groups.name'), <Name key="v">{group.name}</Name>],
    [t('groups.owner'), group.owner === null ? t('groups.noOwner') : owner(group.owner)],
    ...(group.additionalOwners.length === 0
      ? []
      : [
          [
            t('groups.additionalOwners'),
            <div key="v" className="m-lines">
              {group.additionalOwners.map(owner)}
            </div>,
          ] as const,
        ]),
    ...(isShown('mail') ? [[t('groups.mail'), group.mail ?? '–'] as const] : []),
    [
      t('groups.kind'),
      [value('groupCategory', group.category ?? ''), value('groupScope', group.scope ?? '')]
        .filter((one) => one !== '')
        .join(' · '),
    ],
    ...(isShown('accountName') ? [[t('groups.accountName'), group.accountName ?? '–'] as const] : []),
    [t('objects.store'), <Name key="v">{group.storeName}</Name>],
    [t('groups.path'), <CopyText key="v" text={group.path} label={t('people.copyPath')} />],
    [t('groups.id'), <CopyText key="v" text={group.id} label={t('people.copyId')} />],
  ] as const;
  return (
    <Panel>
      <dl className="m-facts">
        {facts.map(([label, content]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{content}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

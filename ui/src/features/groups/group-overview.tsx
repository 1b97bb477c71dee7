import { useTranslation } from 'react-i18next';
import type { Group } from '../../api/schema.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { LinkAnchor } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
import { Panel } from '../../components/panel.tsx';
import { useAttributeWords } from '../../components/use-attribute-words.ts';

export function GroupOverview({ group }: { group: Group }) {
  const { t } = useTranslation();
  const { value } = useAttributeWords();
  const person = ({ id, name }: { id: string; name: string }) => (
    <LinkAnchor
      key={id}
      size="sm"
      to="/people/$storeId/$userId"
      params={{ storeId: group.storeId, userId: id }}
    >
      <Name>{name}</Name>
    </LinkAnchor>
  );
  const facts = [
    [t('groups.name'), <Name key="v">{group.name}</Name>],
    [t('groups.owner'), group.owner === null ? t('groups.noOwner') : person(group.owner)],
    ...(group.additionalOwners.length === 0
      ? []
      : [
          [
            t('groups.additionalOwners'),
            <div key="v" className="m-lines">
              {group.additionalOwners.map(person)}
            </div>,
          ] as const,
        ]),
    [t('groups.mail'), group.mail ?? '–'],
    [
      t('groups.kind'),
      [value('groupCategory', group.category ?? ''), value('groupScope', group.scope ?? '')]
        .filter((one) => one !== '')
        .join(' · '),
    ],
    [t('groups.accountName'), group.accountName ?? '–'],
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

import { IconUserShield } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Group } from '../../api/schema.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { KindIcon } from '../../components/kind-icon.tsx';
import { LinkButton } from '../../components/link.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { Badge } from '../../components/state-badge.tsx';

/** Who decides about a group, the first owner first. */
export function GroupOwners({ group, manages }: { group: Group; manages: boolean }) {
  const { t } = useTranslation();
  const owners = [...(group.owner === null ? [] : [group.owner]), ...group.additionalOwners];
  const change = manages ? (
    <LinkButton
      variant="default"
      size="sm"
      to="/groups/$storeId/$groupId/edit"
      params={{ storeId: group.storeId, groupId: group.id }}
    >
      {t('groups.changeOwners')}
    </LinkButton>
  ) : undefined;
  return (
    <Panel flush title={t('groups.owners')} actions={change}>
      {owners.length === 0 ? (
        <EmptyState icon={IconUserShield} title={t('groups.noOwners')} text={t('groups.noOwnersText')} />
      ) : (
        <ul className="m-rows">
          {owners.map(({ id, kind, name }) => (
            <li key={id}>
              {kind === 'user' ? <PersonAvatar name={name} size={32} /> : <KindIcon kind={kind} size={32} />}
              <div className="m-grow">
                <ObjectLink object={{ id, kind, storeId: group.storeId, displayName: name }} />
              </div>
              <Badge tone={id === group.owner?.id ? 'run' : 'quiet'}>
                {t(id === group.owner?.id ? 'groups.owner' : 'groups.additionalOwner')}
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

import { IconUserShield } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Group } from '../../api/schema.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link.tsx';
import { Name } from '../../components/name.tsx';
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
          {owners.map(({ id, name }) => (
            <li key={id}>
              <PersonAvatar name={name} size={32} />
              <div className="m-grow">
                <Link to="/people/$storeId/$userId" params={{ storeId: group.storeId, userId: id }}>
                  <Name>{name}</Name>
                </Link>
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

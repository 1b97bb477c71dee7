/** What one may do with a group: one primary action, the rest in a menu. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconDotsVertical,
  IconHourglass,
  IconLogin2,
  IconLogout2,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Group } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { LinkMenuItem } from '../../components/link-menu-item.tsx';
import type { Review } from '../requests/review-dialog.tsx';
import { useGroupReviews } from './group-reviews.ts';

interface GroupActionsProps {
  readonly group: Group;
  readonly manages: boolean;
  readonly onReview: (review: Review) => void;
}

export function GroupActions({ group, manages, onReview }: GroupActionsProps) {
  const { t } = useTranslation();
  const session = useSession();
  const reviews = useGroupReviews(group);
  const own = group.storeId === session.store.id;
  return (
    <>
      {own && !group.isMember && group.securityType !== 'private' && (
        <Button
          leftSection={<IconLogin2 size={18} aria-hidden />}
          onClick={() => {
            onReview(reviews.join());
          }}
        >
          {reviews.labels.join}
        </Button>
      )}
      {own && group.memberUntil !== null && group.securityType !== 'private' && (
        <Button
          variant="default"
          leftSection={<IconHourglass size={18} aria-hidden />}
          onClick={() => {
            onReview(reviews.join());
          }}
        >
          {t('groups.longer')}
        </Button>
      )}
      {own && group.isMember && (
        <Button
          variant="default"
          leftSection={<IconLogout2 size={18} aria-hidden />}
          onClick={() => {
            onReview(reviews.leave());
          }}
        >
          {reviews.labels.leave}
        </Button>
      )}
      {manages && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Tooltip label={t('groups.more')}>
              <ActionIcon variant="default" size={36} aria-label={t('groups.more')}>
                <IconDotsVertical size={18} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <LinkMenuItem
              to="/groups/$storeId/$groupId/edit"
              params={{ storeId: group.storeId, groupId: group.id }}
              leftSection={<IconPencil size={16} aria-hidden />}
            >
              {t('groups.edit')}
            </LinkMenuItem>
            <Menu.Item
              leftSection={<IconTrash size={16} aria-hidden />}
              c="var(--mantine-color-error)"
              onClick={() => {
                onReview(reviews.remove());
              }}
            >
              {t('groups.deleteMenu')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}

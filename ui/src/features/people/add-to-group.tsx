/** Adds the people selected to a group one chooses; whether one may, the review says. */
import { Button, Modal, Stack } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { group as groupQuery } from '../../api/queries.ts';
import type { Group } from '../../api/schema.ts';
import { ObjectPicker } from '../../components/object-picker.tsx';
import { useGroupReviews } from '../groups/group-reviews.ts';
import { type Review, ReviewDialog } from '../requests/review-dialog.tsx';

export function AddToGroup({ storeId, ids }: { storeId: string; ids: string[] }) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const [groupId, setGroupId] = useState<string | null>(null);
  const [review, setReview] = useState<Review | null>(null);
  const chosen = useQuery({ ...groupQuery(storeId, groupId ?? ''), enabled: groupId !== null });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconUsersPlus size={16} aria-hidden />}
        onClick={() => {
          setChoosing(true);
        }}
      >
        {t('people.addToGroup')}
      </Button>
      <Modal.Stack>
        <Modal
          stackId="add-to-group"
          opened={choosing}
          onClose={() => {
            setChoosing(false);
          }}
          title={t('people.addToGroup')}
        >
          <Stack>
            <ObjectPicker
              label={t('groups.group')}
              purpose="group"
              storeId={storeId}
              value={groupId}
              onChange={setGroupId}
            />
            <ReviewButton
              group={chosen.data}
              ids={ids}
              onReview={(next) => {
                setChoosing(false);
                setReview(next);
              }}
            />
          </Stack>
        </Modal>
      </Modal.Stack>
      <ReviewDialog
        review={review}
        onClose={() => {
          setReview(null);
        }}
      />
    </>
  );
}

interface ReviewButtonProps {
  readonly ids: string[];
  readonly onReview: (review: Review) => void;
}

function ReviewButton({ group, ...props }: ReviewButtonProps & { group: Group | undefined }) {
  const { t } = useTranslation();
  return group === undefined ? (
    <Button disabled>{t('groups.review')}</Button>
  ) : (
    <Ready group={group} {...props} />
  );
}

function Ready({ group, ids, onReview }: ReviewButtonProps & { group: Group }) {
  const { t } = useTranslation();
  const reviews = useGroupReviews(group);
  return (
    <Button
      onClick={() => {
        onReview(reviews.addMembers(ids));
      }}
    >
      {t('groups.review')}
    </Button>
  );
}

/** The last look before a portal action: its plan, made by the same planner, and one button. */
import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionHeaders } from '../../api/client.ts';
import { asApiError } from '../../api/problem.ts';
import type { Accepted, Plan } from '../../api/schema.ts';
import { dayOf } from '../../components/day-of.ts';
import { Lines } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { BreakGlassOffer } from './break-glass-offer.tsx';
import { PlanReview } from './plan-review.tsx';
import { useSubmitAction } from './use-submit-action.ts';

export interface Review {
  readonly title: string;
  readonly submitLabel: string;
  readonly danger?: boolean;
  /** The person may tell the approver why. */
  readonly asksReason?: boolean;
  /** A day may be named on which the membership ends. */
  readonly asksEnd?: boolean;
  /** Must be typed before a change of many objects. */
  readonly confirmName?: string | undefined;
  readonly preview: (until: string | undefined) => Promise<Accepted | Plan>;
  /**
   * Offered what the plan or the request was refused with; a form that has shown it at its fields says
   * true, and the dialog makes room for it.
   */
  readonly takes?: (error: unknown) => boolean;
  readonly submit: (sent: Submission) => Promise<Accepted | Plan>;
}

/** What goes with a plan that a person agreed to. */
interface Submission {
  readonly headers: ReturnType<typeof actionHeaders>;
  readonly reason: string | undefined;
  /** The end of the day that was named, as an instant. */
  readonly until: string | undefined;
}

/** Opens for a review and closes with null; submitting leads to the request's timeline. */
export function ReviewDialog({ review, onClose }: { review: Review | null; onClose: () => void }) {
  const [taken, setTaken] = useState(false);
  return (
    <Modal
      opened={review !== null}
      onClose={onClose}
      title={review?.title}
      size="lg"
      // The field at fault has the focus then, not the button that opened the dialog.
      returnFocus={!taken}
    >
      {review !== null && <ReviewForm review={review} onClose={onClose} onTaken={setTaken} />}
    </Modal>
  );
}

/** A day is typed piece by piece: years 2, 20 and 202 are not asked for. */
const typingMs = 500;

interface ReviewFormProps {
  readonly review: Review;
  readonly onClose: () => void;
  readonly onTaken: (taken: boolean) => void;
}

function ReviewForm({ review, onClose, onTaken }: ReviewFormProps) {
  const { t } = useTranslation();
  const [typedDay, setTypedDay] = useState('');
  const [lastDay] = useDebouncedValue(typedDay, typingMs);
  const until = lastDay === '' ? undefined : dayOf(lastDay, 1).toISOString();
  const planKey = ['plan', useId(), until];
  const client = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const [typedName, setTypedName] = useState('');
  const plan = useQuery({
    queryKey: planKey,
    queryFn: () => review.preview(until),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const submit = useSubmitAction();
  const refusal = plan.error ?? submit.error;
  const endProblem = asApiError(refusal).problem.errors.find(({ field }) => field === 'until')?.message;
  const isOld = plan.isPlaceholderData || typedDay !== lastDay;
  const offer = useEffectEvent((error: unknown) => {
    const taken = review.takes?.(error) === true;
    onTaken(taken);
    if (taken) onClose();
  });
  useEffect(() => {
    if (refusal !== null) offer(refusal);
  }, [refusal]);
  const shown = plan.data !== undefined && 'items' in plan.data ? plan.data : undefined;
  const nothing = shown?.items.every(({ skippedReason }) => skippedReason !== null) === true;
  /** Somebody else was quicker: the plan of now takes the place of the one that was read. */
  const showOther = (error: unknown) => {
    const { plan: other } = asApiError(error).problem;
    if (other === undefined) return;
    client.setQueryData<Accepted | Plan>(planKey, { ...shown, ...other });
    setKey(crypto.randomUUID());
  };
  const named = review.confirmName === undefined || typedName.trim() === review.confirmName;
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const sent = {
            headers: actionHeaders(key, shown?.hash),
            reason: reason.trim() === '' ? undefined : reason.trim(),
            until,
          };
          submit.mutate(() => review.submit(sent), { onError: showOther });
        }}
      >
        <Stack gap="md">
          {review.asksEnd === true && (
            <TextInput
              type="date"
              label={t('review.until')}
              description={t('review.untilHint')}
              maw="100%"
              error={endProblem}
              value={typedDay}
              onChange={(event) => {
                setTypedDay(event.currentTarget.value);
                setKey(crypto.randomUUID());
              }}
            />
          )}
          {plan.isPending && <Lines count={3} />}
          {plan.error !== null && endProblem === undefined && (
            <ProblemAlert error={plan.error} onRetry={() => void plan.refetch()} />
          )}
          {shown !== undefined && <PlanReview plan={shown} />}
          {review.asksReason === true && plan.data !== undefined && (
            <Textarea
              label={t('review.reason')}
              description={t('review.reasonHint')}
              maxLength={500}
              maw="100%"
              value={reason}
              onChange={(event) => {
                setReason(event.currentTarget.value);
              }}
            />
          )}
          {review.confirmName !== undefined && plan.data !== undefined && (
            <TextInput
              label={t('review.typeName', { name: review.confirmName })}
              maw="100%"
              autoComplete="off"
              value={typedName}
              onChange={(event) => {
                setTypedName(event.currentTarget.value);
              }}
            />
          )}
          {submit.error !== null && <ProblemAlert error={submit.error} shownFields={['until']} />}
          <Group justify="flex-end" gap="sm">
            {nothing && (
              <Text size="sm" c="dimmed">
                {t('review.nothing')}
              </Text>
            )}
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              {...(review.danger === true ? { color: 'red.9' } : {})}
              loading={submit.isPending}
              disabled={plan.data === undefined || isOld || nothing || !named}
            >
              {review.submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
      <BreakGlassOffer plan={shown} disabled={isOld || nothing || !named} onError={showOther} />
    </>
  );
}

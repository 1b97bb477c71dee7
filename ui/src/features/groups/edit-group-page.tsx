import { Button, Group as Row, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type actionHeaders, api, unwrap } from '../../api/client.ts';
import { forEditing, group as groupQuery } from '../../api/queries.ts';
import { asApiError } from '../../api/problem.ts';
import type { Group } from '../../api/schema.ts';
import { LinkButton } from '../../components/link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Lines, Panel } from '../../components/panel.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useFields } from '../../components/use-fields.ts';
import { type Review, ReviewDialog } from '../requests/review-dialog.tsx';
import { AccessFields, type GroupAccess, type GroupText, TextFields } from './group-fields.tsx';

const route = getRouteApi('/shell/groups/$storeId/$groupId/edit');

export function EditGroupPage() {
  const { t } = useTranslation();
  const { storeId, groupId } = route.useParams();
  const query = useQuery({ ...groupQuery(storeId, groupId), ...forEditing });
  const { error, refetch } = query;
  const data = query.isFetchedAfterMount ? query.data : undefined;
  return (
    <>
      <PageHeader
        title={data === undefined ? t('groups.edit') : t('groups.editOne', { name: data.displayName })}
        back={{ to: '/groups', label: t('navigation.groups') }}
      />
      <Panel narrow>
        {data === undefined && error === null && <Lines count={6} />}
        {data === undefined && error !== null && (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )}
        {data !== undefined && <EditForm group={data} />}
      </Panel>
    </>
  );
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

type Values = GroupText & GroupAccess;

/** What fields hold now that somebody else has changed, as the form keeps it. */
const currentIn = (error: unknown): Partial<Values> =>
  Object.fromEntries(
    asApiError(error).problem.errors.flatMap(({ field, current }) =>
      current === undefined ? [] : [[field, field === 'owner' ? current : (current ?? '')]],
    ),
  );

function EditForm({ group }: { group: Group }) {
  const { t } = useTranslation();
  // What the form began with: were it read anew, another person's change would look like one to undo.
  const [before, setBefore] = useState<Values>({
    displayName: group.displayName,
    description: group.description ?? '',
    mail: group.mail ?? '',
    securityType: group.securityType,
    owner: group.owner?.id ?? null,
    additionalOwners: group.additionalOwners.map(({ id }) => id),
  });
  const fields = useFields(before);
  const [review, setReview] = useState<Review | null>(null);
  const { values } = fields;
  const text = (value: string) => (value.trim() === '' ? null : value.trim());
  // Only what changed is sent: the plan then says exactly that.
  const changed = {
    ...(values.displayName === before.displayName ? {} : { displayName: text(values.displayName) }),
    ...(values.description === before.description ? {} : { description: text(values.description) }),
    ...(values.mail === before.mail ? {} : { mail: text(values.mail) }),
    ...(values.securityType === before.securityType ? {} : { securityType: values.securityType }),
    ...(values.owner === before.owner ? {} : { owner: values.owner }),
    ...(sameList(values.additionalOwners, before.additionalOwners)
      ? {}
      : { additionalOwners: [...values.additionalOwners] }),
  };
  const seen = Object.fromEntries(
    (Object.keys(changed) as (keyof Values)[]).map((field) => [field, before[field]]),
  );
  const body = { ...changed, seen };
  const path = { storeId: group.storeId, groupId: group.id };
  const send = (extra: { query?: { dryRun: true }; header?: ReturnType<typeof actionHeaders> }) =>
    unwrap(api.PATCH('/stores/{storeId}/groups/{groupId}', { params: { path, ...extra }, body }));
  const open = () => {
    fields.clear();
    setReview({
      title: t('groups.reviewChange'),
      submitLabel: t('common.save'),
      preview: () => send({ query: { dryRun: true } }),
      takes: (error) => {
        // They are told beside the fields, so what is sent next is sent in their knowledge.
        setBefore((old) => ({ ...old, ...currentIn(error) }));
        return fields.takes(error);
      },
      submit: ({ headers }) => send({ header: headers }),
    });
  };
  const unchanged = Object.keys(changed).length === 0;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!unchanged) open();
      }}
    >
      <Stack gap="md">
        {fields.error !== null && <ProblemAlert error={fields.error} shownFields={fields.failed} />}
        <TextFields fields={fields} locked={group.lockedFields} />
        <AccessFields fields={fields} locked={group.lockedFields} storeId={group.storeId} />
        <Row gap="sm" mt="md">
          <Button type="submit" disabled={unchanged}>
            {t('groups.review')}
          </Button>
          <LinkButton
            variant="default"
            to="/groups/$storeId/$groupId"
            params={{ storeId: group.storeId, groupId: group.id }}
            search={{}}
          >
            {t('common.cancel')}
          </LinkButton>
        </Row>
      </Stack>
      <ReviewDialog
        review={review}
        onClose={() => {
          setReview(null);
        }}
      />
    </form>
  );
}

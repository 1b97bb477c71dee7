/** The portal actions on one group, each as a review one can open. */
import { useTranslation } from 'react-i18next';
import { type actionHeaders, api, unwrap } from '../../api/client.ts';
import type { Group } from '../../api/schema.ts';
import type { Review } from '../requests/review-dialog.tsx';

/** Above this many objects the name is typed before anything is destroyed. */
const typedNameAbove = 10;

export function useGroupReviews(group: Group) {
  const { t } = useTranslation();
  const path = { storeId: group.storeId, groupId: group.id };
  const dry = { path, query: { dryRun: true } };
  const real = (header: ReturnType<typeof actionHeaders>) => ({ path, header });
  const why = (reason: string | undefined) => (reason === undefined ? {} : { reason });
  const name = group.displayName;

  // Nobody is asked where a group is public.
  const labels = {
    join: t(group.securityType === 'public' ? 'groups.joinNow' : 'groups.join'),
    leave: t('groups.leave'),
  };
  const joinOrLeave = (which: 'join' | 'leave'): Review => {
    const url = `/stores/{storeId}/groups/{groupId}/${which}` as const;
    return {
      title: t(`groups.${which}Title`, { name }),
      submitLabel: labels[which],
      asksReason: group.securityType === 'semi-private' && !group.isOwner,
      preview: () => unwrap(api.POST(url, { params: dry, body: {} })),
      submit: ({ headers, reason }) => unwrap(api.POST(url, { params: real(headers), body: why(reason) })),
    };
  };
  const end = (until: string | undefined) => (until === undefined ? {} : { until });
  const adding = (memberIds: string[], title: string, submitLabel: string): Review => ({
    title,
    submitLabel,
    asksEnd: true,
    preview: (until) =>
      unwrap(
        api.POST('/stores/{storeId}/groups/{groupId}/members', {
          params: dry,
          body: { memberIds, ...end(until) },
        }),
      ),
    submit: ({ headers, until }) =>
      unwrap(
        api.POST('/stores/{storeId}/groups/{groupId}/members', {
          params: real(headers),
          body: { memberIds, ...end(until) },
        }),
      ),
  });
  return {
    labels,
    join: (): Review => ({
      ...joinOrLeave('join'),
      ...(group.isMember
        ? { title: t('groups.longerTitle', { name }), submitLabel: t('groups.longer') }
        : {}),
      asksEnd: true,
      preview: (until) =>
        unwrap(api.POST('/stores/{storeId}/groups/{groupId}/join', { params: dry, body: end(until) })),
      submit: ({ headers, reason, until }) =>
        unwrap(
          api.POST('/stores/{storeId}/groups/{groupId}/join', {
            params: real(headers),
            body: { ...why(reason), ...end(until) },
          }),
        ),
    }),
    leave: (): Review => joinOrLeave('leave'),
    remove: (): Review => ({
      title: t('groups.deleteTitle', { name }),
      submitLabel: t('groups.delete'),
      danger: true,
      confirmName: (group.memberCount ?? 0) > typedNameAbove ? name : undefined,
      preview: () => unwrap(api.DELETE('/stores/{storeId}/groups/{groupId}', { params: dry })),
      submit: ({ headers }) =>
        unwrap(api.DELETE('/stores/{storeId}/groups/{groupId}', { params: real(headers) })),
    }),
    addMembers: (memberIds: string[]): Review =>
      adding(memberIds, t('groups.addTitle', { count: memberIds.length, name }), t('groups.add')),
    changeEnd: (memberIds: string[]): Review =>
      adding(memberIds, t('groups.endTitle', { count: memberIds.length, name }), t('groups.changeEnd')),
    removeMembers: (memberIds: string[]): Review => ({
      title: t('groups.removeTitle', { count: memberIds.length, name }),
      submitLabel: t('groups.removeMembers'),
      danger: true,
      confirmName: memberIds.length > typedNameAbove ? name : undefined,
      preview: () =>
        unwrap(
          api.POST('/stores/{storeId}/groups/{groupId}/members/remove', { params: dry, body: { memberIds } }),
        ),
      submit: ({ headers }) =>
        unwrap(
          api.POST('/stores/{storeId}/groups/{groupId}/members/remove', {
            params: real(headers),
            body: { memberIds },
          }),
        ),
    }),
  };
}

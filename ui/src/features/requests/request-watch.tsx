/** Tells how the requests of this window ended, wherever the person is by then, and offers Undo. */
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { isFinal } from '../../../../workflows/contracts/requests.ts';
import { actionHeaders, api, unwrap } from '../../api/client.ts';
import { ApiError } from '../../api/problem.ts';
import { request as requestQuery } from '../../api/queries.ts';
import type { Request } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import { useToldFailure } from '../../components/use-told-failure.ts';
import { useRequestTitle } from './request-words.ts';
import { isUndoable } from './undoable.ts';
import { forgetRequest, onWatchedRequests, watchedRequests, watchRequest } from './watched-requests.ts';

/** While it is being done; a person who decides takes longer. */
const soonMs = 1_500;
const laterMs = 15_000;
/** Long enough to read it, reach for Undo and press it. */
const shownForMs = 12_000;

export function RequestWatch() {
  const ids = useSyncExternalStore(onWatchedRequests, watchedRequests);
  return ids.map((id) => <Watch key={id} id={id} />);
}

function Watch({ id }: { id: string }) {
  const { t } = useTranslation();
  const titleOf = useRequestTitle();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data, error } = useQuery({
    ...requestQuery(id),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? laterMs : soonMs),
  });
  const ended = data !== undefined && isFinal(data.state) ? data : null;
  const gone = error instanceof ApiError && error.problem.status === 404;

  const tell = useEffectEvent((request: Request) => {
    const done = request.state === 'succeeded';
    const toast = `request-${request.id}`;
    const show = () => {
      notifications.hide(toast);
      void navigate({ to: '/requests/$requestId', params: { requestId: request.id }, search: {} });
    };
    notifications.show({
      id: toast,
      color: done ? 'green.9' : 'red.9',
      autoClose: done ? shownForMs : false,
      title: t(`states.${request.state}`),
      message: (
        <>
          <Name>{titleOf(request)}</Name>
          <Group gap="xs" mt={6}>
            {isUndoable(request) && (
              <UndoNow
                requestId={request.id}
                onAsked={() => {
                  notifications.hide(toast);
                }}
              />
            )}
            {!window.location.pathname.endsWith(request.id) && (
              <Button size="compact-sm" variant="subtle" onClick={show}>
                {t('request.show')}
              </Button>
            )}
          </Group>
        </>
      ),
    });
  });

  useEffect(() => {
    if (gone) forgetRequest(id);
  }, [gone, id]);
  useEffect(() => {
    if (ended === null) return;
    forgetRequest(id);
    tell(ended);
    // Lists and objects show what has become of it.
    for (const queryKey of [['groups'], ['users'], ['history']]) void client.invalidateQueries({ queryKey });
  }, [client, ended, id]);

  return null;
}

/** The inverse of a request at once; it is a request of its own, told when it has ended. */
function UndoNow({ requestId, onAsked }: { requestId: string; onAsked: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useToldFailure();
  const undo = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/requests/{requestId}/undo', {
          params: { path: { requestId }, header: actionHeaders(`undo-${requestId}`) },
          body: null,
        }),
      ),
    onSuccess: async (answer) => {
      if ('requestId' in answer) watchRequest(answer.requestId);
      onAsked();
      await client.invalidateQueries({ queryKey: ['requests'] });
    },
    onError: tell,
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={undo.isPending}
      onClick={() => {
        undo.mutate();
      }}
    >
      {t('request.undo')}
    </Button>
  );
}

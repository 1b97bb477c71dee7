import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Accepted, Plan } from '../../api/schema.ts';
import { watchRequest } from './watched-requests.ts';

/** Sends a portal action and goes to the timeline of its request. */
export function useSubmitAction() {
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (send: () => Promise<Accepted | Plan>) => send(),
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: ['requests'] });
      if ('requestId' in answer) {
        watchRequest(answer.requestId);
        await navigate({ to: '/requests/$requestId', params: { requestId: answer.requestId } });
      }
    },
  });
}

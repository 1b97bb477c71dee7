/** The page behind the links of an approval mail: what is to be decided, and deciding it, once [access-and-approvals W7]. */
import { spendApprovalLinks } from '../../../activities/database/repositories/approval-links.ts';
import { decided } from '../../action-answer.ts';
import { decideRequest } from '../../decide.ts';
import { isDryRun } from '../../dry-run.ts';
import { usableLink } from '../../mail-approvals.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { MailApprovalBody, MailApprovalParams, MailApprovalView } from '../../schemas/mail-approvals.ts';
import { DryRun, Query } from '../../schemas/common.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { Accepted } from '../../schemas/requests.ts';
import { actorOf } from '../../session-actor.ts';

const base = { tags: ['Requests'], params: MailApprovalParams, 'x-session-only': true as const };
const refusals = ['notFound', 'link.used', 'link.expired', 'request.decided'] as const;

export function mailApprovalRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.get(
    '/mail-approvals/:token',
    {
      schema: {
        ...base,
        operationId: 'getMailApproval',
        summary: 'Which request a link of an approval mail is about; looking at it decides nothing',
        response: { 200: MailApprovalView, ...readProblems(...refusals) },
      },
    },
    async (request) => {
      const link = await usableLink(db, actorOf(request), request.params.token, deps.now());
      return { requestId: link.requestId, expiresAt: link.expiresAt.toISOString() };
    },
  );

  app.post(
    '/mail-approvals/:token',
    {
      schema: {
        ...base,
        operationId: 'decideByMail',
        'x-rights-now': true,
        summary: 'Decide by the link of an approval mail, which is used up by it',
        querystring: Query(DryRun),
        body: MailApprovalBody,
        response: {
          200: Accepted,
          202: Accepted,
          ...writeProblems(...refusals, 'request.notFound', 'request.tooLate', 'request.key_reused'),
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { decision, comment = null } = request.body;
      const said = comment?.trim() ?? '';
      if (decision === 'deny' && said === '')
        throw ApiProblem.field('comment', 'is missing: the requester reads why you deny');
      const link = await usableLink(db, actor, request.params.token, deps.now());
      const wish = { decision, comment: said === '' ? null : said };
      // The link is the key: two clicks at once are one decision, and two decisions by one link are refused.
      const dryRun = isDryRun(request);
      const about = { askedIn: link.step, dryRun };
      const result = await decideRequest(deps, actor, link.tokenHash, link.requestId, wish, about);
      if (!dryRun) await spendApprovalLinks(db, link, { storeId: actor.storeId, id: actor.userId });
      return decided(reply, result);
    },
  );
}

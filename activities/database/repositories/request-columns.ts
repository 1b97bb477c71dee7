/** What lists of requests are filtered by, beside the columns of the table itself. */
import { and, eq, exists, ne, sql, type SQL } from 'drizzle-orm';
import { actionKinds } from '../../../workflows/contracts/action-kinds.ts';
import { actions } from '../../../workflows/contracts/actions.ts';
import type { Db } from '../client.ts';
import { approvalApprovers, approvals, decisions, requests } from '../schema/requests.ts';
import type { RecordColumns } from './record-filter.ts';

/** The names are those of `recordFields.requests`. */
export const requestColumns = (db: Db): RecordColumns => ({
  targetName: requests.targetName,
  actorName: requests.actorName,
  action: requests.action,
  state: requests.state,
  description: sql`${requests.input}->>'reason'`,
  event: kindOf('event'),
  type: kindOf('type'),
  breakGlass: sql`(case when ${requests.breakGlassReason} is null then 'false' else 'true' end)`,
  approver: (matches) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(approvalApprovers)
        .innerJoin(
          approvals,
          and(
            eq(approvals.requestId, approvalApprovers.requestId),
            eq(approvals.step, approvalApprovers.step),
          ),
        )
        .where(
          and(
            eq(approvalApprovers.requestId, requests.id),
            ne(approvals.state, 'planned'),
            matches(approvalApprovers.approverName),
          ),
        ),
    ),
  decider: (matches) => decided(db, matches(decisions.deciderName)),
  denialReason: (matches) => decided(db, and(eq(decisions.decision, 'deny'), matches(decisions.comment))),
});

/** A decision that counted: a refused try settled nothing. */
const decided = (db: Db, condition: SQL | undefined): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(approvals)
      .innerJoin(decisions, eq(decisions.id, approvals.decisionId))
      .where(and(eq(approvals.requestId, requests.id), condition)),
  );

function kindOf(kind: 'event' | 'type'): SQL {
  const cases = actions.map((action) => sql`when ${action} then ${actionKinds[action][kind]}`);
  return sql`(case ${requests.action} ${sql.join(cases, sql` `)} end)`;
}

/** The first approver's name, as the lists show it: of the open steps, and of all that were asked once it is decided. */
export const firstApprover: SQL = sql`(select min(lower(${approvalApprovers.approverName})) from ${approvalApprovers}
  join ${approvals} on ${approvals.requestId} = ${approvalApprovers.requestId} and ${approvals.step} = ${approvalApprovers.step}
  where ${approvalApprovers.requestId} = ${requests.id}
    and (${approvals.state} = 'open' or (${approvals.state} <> 'planned' and ${requests.state} <> 'pending')))`;

export const firstDenial: SQL = sql`(select min(lower(${decisions.comment})) from ${approvals}
  join ${decisions} on ${decisions.id} = ${approvals.decisionId}
  where ${approvals.requestId} = ${requests.id} and ${decisions.decision} = 'deny')`;

export const firstDecider: SQL = sql`(select min(lower(${decisions.deciderName})) from ${approvals}
  join ${decisions} on ${decisions.id} = ${approvals.decisionId} where ${approvals.requestId} = ${requests.id})`;

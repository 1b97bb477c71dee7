import { Type } from 'typebox';
import {
  deliveryStates,
  oldSecretHours,
  testEvent,
  toleranceSeconds,
  triedForHours,
  webhookEvents,
} from '../../workflows/contracts/webhooks.ts';
import { Body, Instant, Nullable, Uuid } from './common.ts';

/** The contract with receivers, told where a webhook is made. */
export const webhookContract = `Messages follow the Standard Webhooks specification. Each is a POST of JSON with the headers \`webhook-id\` (the same for every try of one message), \`webhook-timestamp\` (seconds since 1970, of this try) and \`webhook-signature\`: \`v1,\` and the base64 HMAC-SHA256 of \`id.timestamp.body\`, keyed by the bytes behind \`whsec_\`; several signatures are separated by spaces while a rotated secret still counts (${oldSecretHours} hours). Receivers refuse what is more than ${toleranceSeconds / 60} minutes older or newer than their clock, and know by its id what they have had. Any 2xx within 10 seconds is success; redirects are not followed. Otherwise it is tried for ${triedForHours} hours with growing pauses (10 seconds, tripling to 4 hours), then it has failed; that does not switch the webhook off. 410 Gone does. The body is \`{ type, timestamp, data }\` with \`data: { request: { id, action, store, requester, target, reason, until, createdAt }, changes: [{ object, operation, attribute, old, new, valueName }], approvals: [{ step, workflow, state, approvers, decidedBy, comment, decidedAt }], outcome }\`; people and objects are \`{ id, name }\`, the outcome is approved, denied, expired or withdrawn, and null while it waits. New fields may come. A program decides by POST /requests/{requestId}/approve or /deny with an API token that may Manage All Requests.`;

const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
const Url = Type.String({
  minLength: 1,
  maxLength: 2048,
  description: 'An https address outside private networks, unless the installation allows them',
});
const Events = Type.Array(
  Type.Enum([...webhookEvents], {
    description:
      'request.created: a request waits for somebody; request.decided: it was approved or denied, has expired or was withdrawn',
  }),
  { minItems: 1, uniqueItems: true },
);

const WorkflowIds = Nullable(
  Type.Array(Uuid, {
    minItems: 1,
    maxItems: 100,
    uniqueItems: true,
    description: 'Told only of requests that one of these workflows of the store asks for; null for all',
  }),
);

export const WebhookParams = Type.Object({ storeId: Uuid, webhookId: Uuid });
export const DeliveryParams = Type.Object({ storeId: Uuid, webhookId: Uuid, deliveryId: Uuid });

export const CreateWebhookBody = Body({
  name: Name,
  url: Url,
  events: Events,
  workflowIds: Type.Optional(WorkflowIds),
  enabled: Type.Optional(Type.Boolean()),
});
export const UpdateWebhookBody = Body(
  {
    name: Type.Optional(Name),
    url: Type.Optional(Url),
    events: Type.Optional(Events),
    workflowIds: Type.Optional(WorkflowIds),
    enabled: Type.Optional(Type.Boolean()),
  },
  { minProperties: 1 },
);

const view = {
  id: Type.String(),
  storeId: Type.String(),
  name: Type.String(),
  url: Type.String(),
  events: Events,
  workflowIds: Nullable(Type.Array(Type.String())),
  enabled: Type.Boolean(),
  disabledReason: Nullable(Type.String({ description: 'Why Muster switched it off' })),
  oldSecretUntil: Nullable({
    ...Instant,
    description: 'Until then the secret before the last rotation signs, too',
  }),
  version: Type.Integer(),
};
export const WebhookView = Type.Object(view, { title: 'Webhook' });
export const WebhookList = Type.Object({ items: Type.Array(WebhookView) });
export const WebhookWithSecret = Type.Object(
  { ...view, secret: Nullable(Type.String({ description: 'Shown this once; null in a dry run' })) },
  { title: 'WebhookWithSecret' },
);

export const DeliveryView = Type.Object(
  {
    id: Type.String(),
    event: Type.Enum([...webhookEvents, testEvent]),
    requestId: Nullable(Type.String()),
    state: Type.Enum([...deliveryStates]),
    attempts: Type.Integer(),
    lastStatus: Nullable(Type.Integer({ description: 'Of the last answer; null where there was none' })),
    lastProblem: Nullable(Type.String()),
    createdAt: Instant,
    lastAttemptAt: Nullable(Instant),
    nextAttemptAt: Nullable(Instant),
    doneAt: Nullable(Instant),
  },
  { title: 'WebhookDelivery' },
);
export const DeliveryList = Type.Object({
  items: Type.Array(DeliveryView, { description: 'The last 100, newest first; they are kept for 30 days' }),
});

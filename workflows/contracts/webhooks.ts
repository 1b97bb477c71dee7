/** Webhooks tell a store's other systems of requests, by the Standard Webhooks specification (access-and-approvals W11). */

export const webhookEvents = [
  /** A request waits for somebody's decision. */
  'request.created',
  /** It was approved or denied, has expired or was withdrawn. */
  'request.decided',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Sent by a button, to see whether it arrives. */
export const testEvent = 'webhook.test';

export const deliveryStates = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** How long a delivery is tried. */
export const triedForHours = 24;
/** How long the signature of the secret before goes along after a rotation. */
export const oldSecretHours = 24;
/** Older or newer messages are to be refused by receivers. */
export const toleranceSeconds = 300;

export interface DeliveryArgs {
  readonly deliveryId: string;
  /** 1, and one more each time somebody sends it again. */
  readonly round: number;
}

/** Run on the queue of webhooks. */
export interface WebhookActivities {
  /**
   * Sends it once more. At least once: the receiver knows a message by its `webhook-id`.
   * @param args with the pause until the next try; null when this is the last one
   */
  sendWebhook(args: DeliveryArgs & { readonly nextMs: number | null }): Promise<{ readonly again: boolean }>;
}

/**
 * Who has a mailbox in Exchange Online. Graph lists no property that says so (`mailboxSettings` is read one user at a time, by
 * another permission), so it is told by the licence: one of the plans that make a mailbox. Mailboxes that need no
 * licence (shared ones, rooms) are not known. [users-and-search U1.3, U1.5]
 */
import type { Json } from './connection.ts';

export const assignedPlans = 'assignedPlans';

/**
 * Of Microsoft's "Product names and service plan identifiers for licensing". The service of a plan is not enough:
 * `EXCHANGE_S_FOUNDATION` is in licences of many products and makes no mailbox.
 */
const plans: ReadonlySet<unknown> = new Set([
  '9aaf7827-d63c-4b61-89c3-182f06f82e5c', // EXCHANGE_S_STANDARD, plan 1
  'efb87545-963c-4e0d-99df-69c6916d9eb0', // EXCHANGE_S_ENTERPRISE, plan 2
  '4a82b400-a79f-41a4-b4e2-e94f5787b113', // EXCHANGE_S_DESKLESS, kiosk
  '1126bef5-da20-4f07-b45e-ad25d2581aa8', // EXCHANGE_S_ESSENTIALS
  'fc52cc4b-ed7d-472d-bbe7-b081c23ecc56', // EXCHANGE_S_STANDARD_MIDMARKET
  '90927877-dcff-4af6-b346-2332c0b15bb7', // EXCHANGE_B_STANDARD
  'd42bdbd6-c335-4231-ab3d-c8f348d5aff5', // EXCHANGE_L_STANDARD
  'e9b4930a-925f-45e2-ac2a-3f7788ca6fdd', // EXCHANGE_S_STANDARD_GOV
  '8c3069c0-ccdb-44be-ab77-986203a67df2', // EXCHANGE_S_ENTERPRISE_GOV
]);

/** A plan that runs out works on for a while. */
const inForce: ReadonlySet<unknown> = new Set(['Enabled', 'Warning']);

/** @param user with the plans, which a difference leaves out where there are none */
export function hasMailboxOf(user: Json): boolean {
  const assigned = user[assignedPlans];
  return (
    Array.isArray(assigned) &&
    (assigned as readonly Json[]).some(
      ({ servicePlanId, capabilityStatus }) => plans.has(servicePlanId) && inForce.has(capabilityStatus),
    )
  );
}

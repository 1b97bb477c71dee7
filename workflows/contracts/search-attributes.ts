/**
 * Search attributes are not encrypted: ids and closed words only. They are registered by the worker
 * at its start and set by the API when it starts a workflow.
 */
export const searchAttributes = {
  action: 'PortalAction',
  storeId: 'PortalStoreId',
  actorId: 'PortalActorId',
} as const;

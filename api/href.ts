/** Where a request is looked at. */
export const hrefOf = (requestId: string): string => `/api/v1/requests/${requestId}`;

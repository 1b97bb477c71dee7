/** Standing in for an approver who is away (access-and-approvals B1). */

export const longestDelegationDays = 180;

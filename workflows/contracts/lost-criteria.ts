/** Telling of roles whose group or container is gone (access-and-approvals O6). */

/** Run on the bulk queue: it asks the directory whether they are gone, and for its administrators. */
export interface LostCriteriaActivities {
  /**
   * Queues one mail per role and administrator of the store, under the alert's id. What was told once is not told again before it has
   * come back; a group that the directory still has, but shows to nobody, is no loss.
   */
  queueLostCriteria(args: {
    readonly storeId: string;
    readonly alertId: string;
  }): Promise<{ readonly mails: number }>;
}

/** In what a change or a run of replication answers: a role of the store has lost what it is held by. */
export interface MayLoseCriteria {
  readonly criteriaLost?: true;
}

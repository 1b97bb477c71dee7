/**
 * The end of a membership that was ended in the directory itself is forgotten once that is seen: whoever is
 * added there again is a member for good (access-and-approvals B5).
 *
 * @param end alias of `membership_ends`
 * @param readAt placeholder of when the directory was asked; `$1` is the store
 * @returns a condition: an end that was in force by then, of a membership the index still shows
 */
export const endedNatively = (end: string, readAt: string): string =>
  `${end}.store_id = $1 and ${end}.state = 'active' and ${end}.removing_request_id is null
   and ${end}.changed_at < ${readAt} and exists (select from directory_members k where k.store_id = $1
     and k.group_id = ${end}.group_id and k.member_id = ${end}.member_id)`;

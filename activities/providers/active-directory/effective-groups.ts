/** {@link Membership.effectiveGroups}: every group that holds an object, at any depth. [groups 10.1] */
import { EqualityFilter, ExtensibleFilter, type Filter as LdapFilter, NotFilter } from 'ldapts';
import type { ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { allOf, anyOf } from '../ldap-client/filter.ts';
import { domainScope } from './controls.ts';
import { type Directory, searchBase } from './directory.ts';
import { guidDn, guidFromBytes, sidFromBytes } from './identifiers.ts';
import { kindFilter } from './kinds.ts';
import { securityGroups } from './values.ts';

/** LDAP_MATCHING_RULE_TRANSITIVE_EVAL (MS-ADTS 3.1.1.3.4.4.3). */
const inChain = '1.2.840.113556.1.4.1941';
const perSearch = 200;

/**
 * Accounts carry the answer for security groups with them: `tokenGroups` is what the controller computes
 * at each sign-in, the primary group included. Chains of distribution groups are walked from there. What
 * has no token, a group or a contact, is asked for by chain match, which is dear in large domains.
 */
export function effectiveGroups(directory: Directory, ref: ObjectRef): Promise<ReadonlySet<string>> {
  return directory.pool.use(async (connection) => {
    await directory.locate(connection, ref.id);
    const { dn } = await directory.root(connection);
    const groups = new Groups(connection, dn);
    const [account] = await searchBase(connection, guidDn(ref.id), ['tokenGroups', 'userAccountControl']);
    const token = account?.bytes('tokenGroups') ?? [];
    if ((account?.text('userAccountControl') ?? null) === null || token.length === 0)
      return groups.matching([
        new ExtensibleFilter({ matchType: 'member', rule: inChain, value: guidDn(ref.id) }),
      ]);
    const all = await groups.matching(
      token.map((sid) => new EqualityFilter({ attribute: 'objectSid', value: sidFromBytes(sid) })),
    );
    // Only through a distribution group can anything be left: what holds a security group is in the token.
    const notSecurity = new NotFilter({ filter: securityGroups() });
    let above = await groups.holding([ref.id, ...all], notSecurity);
    while (above.size > 0) {
      const found = above.difference(all);
      for (const id of found) all.add(id);
      above = (await groups.holding([...found])).difference(all);
    }
    return all;
  });
}

class Groups {
  readonly #connection: LdapConnection;
  readonly #base: string;

  constructor(connection: LdapConnection, base: string) {
    this.#connection = connection;
    this.#base = base;
  }

  /** Groups that hold one of these directly. */
  holding(ids: readonly string[], condition?: LdapFilter): Promise<Set<string>> {
    const members = ids.map((id) => new EqualityFilter({ attribute: 'member', value: guidDn(id) }));
    return this.matching(members, condition);
  }

  /** Groups that match one of these; links of other classes count for nothing. */
  async matching(any: readonly LdapFilter[], condition?: LdapFilter): Promise<Set<string>> {
    const ids = new Set<string>();
    for (let start = 0; start < any.length; start += perSearch) {
      const query = {
        base: this.#base,
        scope: 'sub' as const,
        filter: allOf([
          kindFilter(['group']),
          ...(condition === undefined ? [] : [condition]),
          anyOf(any.slice(start, start + perSearch)),
        ]),
        attributes: ['objectGUID'],
        controls: [domainScope()],
      };
      for await (const { entries } of this.#connection.searchPages(query, 1000)) {
        for (const entry of entries)
          for (const guid of entry.bytes('objectGUID')) ids.add(guidFromBytes(guid));
      }
    }
    return ids;
  }
}

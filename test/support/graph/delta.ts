/** Delta queries of users and groups: state first, then what changed since. */
import { randomUUID } from 'node:crypto';
import type { Call } from './call.ts';
import { badRequest, GraphFailure } from './failure.ts';
import { render, typeNameOf } from './query.ts';
import type { ObjectType, Properties, Tenant } from './tenant.ts';

interface Round {
  readonly type: ObjectType;
  /** Null: everything. */
  readonly select: string | null;
  /** What the next round starts after. */
  readonly sequence: number;
  readonly items: readonly Properties[];
}

export class DeltaQueries {
  readonly #tenant: Tenant;
  /** Objects on a page. */
  pageSize = 100;
  /** Members of one group on a page; the rest comes on later pages. */
  membersPerPage = 50;
  /** Answers every delta link given out so far with 410. */
  readonly #tokens = new Map<string, { type: ObjectType; select: string | null; sequence: number }>();
  readonly #pages = new Map<string, { round: Round; start: number }>();

  constructor(tenant: Tenant) {
    this.#tenant = tenant;
  }

  /** Every token given out so far is refused from now on. */
  expireTokens(): void {
    this.#tokens.clear();
    this.#pages.clear();
  }

  answer(call: Call, type: ObjectType): Properties {
    for (const name of ['$expand', '$top', '$orderby']) {
      if (call.query.has(name))
        throw badRequest(`'${name}' is not supported on delta queries of this resource.`);
    }
    const skip = call.query.get('$skiptoken');
    if (skip !== null) {
      const page = this.#pages.get(skip);
      if (page === undefined) throw this.#gone(call, type);
      return this.#page(call, page.round, page.start);
    }
    const token = call.query.get('$deltatoken');
    if (token === null || token === '') return this.#page(call, this.#all(call, type), 0);
    if (token === 'latest') {
      return this.#page(
        call,
        { type, select: call.query.get('$select'), sequence: this.#tenant.sequence, items: [] },
        0,
      );
    }
    const known = this.#tokens.get(token);
    if (known === undefined) throw this.#gone(call, type);
    return this.#page(call, this.#since(known), 0);
  }

  #gone(call: Call, type: ObjectType): GraphFailure {
    return new GraphFailure(
      410,
      'syncStateNotFound',
      'The sync state generation is not found; full synchronization is required.',
      {
        headers: { location: `${call.base}/${type}s/delta?$deltatoken=` },
      },
    );
  }

  #page(call: Call, round: Round, start: number): Properties {
    const page = round.items.slice(start, start + this.pageSize);
    const isLast = start + this.pageSize >= round.items.length;
    const token = randomUUID();
    if (isLast) this.#tokens.set(token, round);
    else this.#pages.set(token, { round, start: start + this.pageSize });
    const link = `${call.base}/${round.type}s/delta?${isLast ? '$deltatoken' : '$skiptoken'}=${token}`;
    return {
      '@odata.context': `${call.base}/$metadata#${round.type}s`,
      [isLast ? '@odata.deltaLink' : '@odata.nextLink']: link,
      value: page,
    };
  }

  #all(call: Call, type: ObjectType): Round {
    const select = call.query.get('$select');
    const sequence = this.#tenant.sequence;
    const items: Properties[] = [];
    const later: Properties[] = [];
    for (const found of this.#tenant.living(type)) {
      const [first = {}, ...rest] = this.#chunks(
        found.entry.id,
        this.#plain(found, select),
        select,
        [...found.version.members].map((id) => ({ id, added: true })),
        found.version.manager,
      );
      items.push(first);
      later.push(...rest);
    }
    return { type, select, sequence, items: [...items, ...later] };
  }

  #since({ type, select, sequence }: { type: ObjectType; select: string | null; sequence: number }): Round {
    const tracked = select?.split(',') ?? null;
    const changes = this.#tenant.log.filter(
      (change) =>
        change.sequence > sequence &&
        change.type === type &&
        (change.removed !== undefined ||
          tracked === null ||
          change.properties.some((name) => tracked.includes(name))),
    );
    const byId = Map.groupBy(changes, ({ id }) => id);
    const items: Properties[] = [];
    for (const [id, list] of byId) {
      const entry = this.#tenant.entries.get(id);
      const version = entry?.versions.at(-1);
      if (entry === undefined || version === undefined || version.deleted) {
        const reason = entry === undefined ? 'deleted' : 'changed';
        items.push({ id, '@removed': { reason } });
        continue;
      }
      const members = new Map<string, boolean>();
      for (const { member } of list) if (member !== undefined) members.set(member.id, member.added);
      const manager = list.some(({ properties }) => properties.includes('manager')) ? version.manager : null;
      items.push(
        ...this.#chunks(
          id,
          this.#plain({ entry, version }, select),
          select,
          [...members].map(([member, added]) => ({ id: member, added })),
          manager,
        ),
      );
    }
    return { type, select, sequence: this.#tenant.sequence, items };
  }

  #plain(found: Parameters<typeof render>[1], select: string | null): Properties {
    const plain = select?.split(',').filter((name) => name !== 'members' && name !== 'manager');
    const query = new URLSearchParams(plain === undefined ? {} : { $select: plain.join(',') });
    return { ...render(this.#tenant, found, { query }), id: found.entry.id };
  }

  /** The object, and once more with each further portion of its members. */
  #chunks(
    id: string,
    plain: Properties,
    select: string | null,
    members: readonly { readonly id: string; readonly added: boolean }[],
    manager: string | null,
  ): Properties[] {
    const tracked = select?.split(',') ?? null;
    const withManager =
      manager !== null && tracked?.includes('manager')
        ? { 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: manager }] }
        : {};
    if (tracked !== null && !tracked.includes('members')) return [{ ...plain, ...withManager }];
    const chunks: Properties[] = [];
    for (let start = 0; start < members.length; start += this.membersPerPage) {
      chunks.push({
        ...(start === 0 ? plain : { id }),
        'members@delta': members.slice(start, start + this.membersPerPage).map((member) => ({
          '@odata.type': typeNameOf(this.#tenant.entries.get(member.id)?.type ?? 'user'),
          id: member.id,
          ...(member.added ? {} : { '@removed': { reason: 'deleted' } }),
        })),
      });
    }
    return chunks.length === 0 ? [{ ...plain, ...withManager }] : chunks;
  }
}

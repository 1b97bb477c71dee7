/**
 * What the emulated tenant holds, with the versions that make its reads eventually consistent: a
 * read sees each object as it stood `lagMs` ago, a read through the index as it stood `indexLagMs` ago.
 */
import { randomUUID } from 'node:crypto';
import { notFound } from './failure.ts';
import type { Extension } from './properties.ts';

export type ObjectType = 'user' | 'group' | 'device' | 'orgContact' | 'servicePrincipal';
export type Properties = Readonly<Record<string, unknown>>;

/** One version of an object; never changed, only followed by another. */
export interface Version {
  readonly atMs: number;
  readonly properties: Properties;
  readonly members: ReadonlySet<string>;
  readonly owners: ReadonlySet<string>;
  readonly manager: string | null;
  /** Removed, and to be restored from deletedItems. */
  readonly deleted: boolean;
}

export interface Entry {
  readonly id: string;
  readonly type: ObjectType;
  versions: Version[];
}

/** A change as delta queries tell it. */
export interface LoggedChange {
  readonly sequence: number;
  readonly id: string;
  readonly type: ObjectType;
  /** Names of the properties that changed; members as `members`. */
  readonly properties: readonly string[];
  readonly member?: { readonly id: string; readonly added: boolean };
  readonly removed?: 'changed' | 'deleted';
}

type Change = Partial<Omit<Version, 'atMs'>>;

export class Tenant {
  readonly id = randomUUID();
  readonly domain: string;
  lagMs = 0;
  indexLagMs = 0;
  readonly entries = new Map<string, Entry>();
  readonly log: LoggedChange[] = [];
  /** Added by {@link registerExtension} as well. */
  readonly extensions: Extension[] = [];
  /** A verified one beside the initial one. */
  customDomain: string | null = null;
  #sequence = 0;

  constructor(domain: string) {
    this.domain = domain;
  }

  get sequence(): number {
    return this.#sequence;
  }

  add(type: ObjectType, properties: Properties, id: string = randomUUID()): string {
    const version: Version = {
      atMs: Date.now(),
      properties: { ...properties, id },
      members: new Set(),
      owners: new Set(),
      manager: null,
      deleted: false,
    };
    this.entries.set(id, { id, type, versions: [version] });
    this.#note({ id, type, properties: Object.keys(properties) });
    return id;
  }

  /** The object as the newest write left it; what a write works on. */
  latest(id: string): Version | null {
    return this.entries.get(id)?.versions.at(-1) ?? null;
  }

  /** The object as a read sees it. */
  seen(entry: Entry, index = false): Version | null {
    const lag = index ? Math.max(this.lagMs, this.indexLagMs) : this.lagMs;
    if (lag === 0) return entry.versions.at(-1) ?? null;
    const until = Date.now() - lag;
    return entry.versions.findLast(({ atMs }) => atMs <= until) ?? null;
  }

  /** A living object by id. @throws 404 */
  require(id: string, type?: ObjectType, index = false): { entry: Entry; version: Version } {
    const entry = this.entries.get(id.toLowerCase());
    if (entry === undefined || (type !== undefined && entry.type !== type)) throw notFound(id);
    const version = this.seen(entry, index);
    if (version === null || version.deleted) throw notFound(id);
    return { entry, version };
  }

  *living(type?: ObjectType, index = false): Generator<{ entry: Entry; version: Version }> {
    for (const entry of this.entries.values()) {
      if (type !== undefined && entry.type !== type) continue;
      const version = this.seen(entry, index);
      if (version !== null && !version.deleted) yield { entry, version };
    }
  }

  change(id: string, change: Change, changed: readonly string[]): void {
    const entry = this.entries.get(id);
    const last = entry?.versions.at(-1);
    if (entry === undefined || last === undefined) throw notFound(id);
    const version = { ...last, ...change, atMs: Date.now() };
    if (this.lagMs === 0 && this.indexLagMs === 0) entry.versions = [version];
    else entry.versions.push(version);
    if (changed.length > 0) this.#note({ id, type: entry.type, properties: changed });
  }

  link(id: string, list: 'members' | 'owners', other: string, added: boolean): void {
    const set = new Set(this.latest(id)?.[list]);
    if (added) set.add(other);
    else set.delete(other);
    this.change(id, { [list]: set }, []);
    const type = this.entries.get(id)?.type ?? 'group';
    this.#note({
      id,
      type,
      properties: [list],
      ...(list === 'members' ? { member: { id: other, added } } : {}),
    });
  }

  /** Users and Microsoft 365 groups can come back for 30 days; others are gone. */
  remove(id: string, soft: boolean): void {
    const entry = this.entries.get(id);
    if (entry === undefined) throw notFound(id);
    if (soft) {
      const properties = { ...this.latest(id)?.properties, deletedDateTime: new Date().toISOString() };
      this.change(id, { deleted: true, properties }, []);
    } else {
      this.entries.delete(id);
      for (const other of this.entries.values()) {
        const version = other.versions.at(-1);
        if (version?.members.has(id)) this.link(other.id, 'members', id, false);
        if (version?.owners.has(id)) this.link(other.id, 'owners', id, false);
      }
    }
    this.#note({ id, type: entry.type, properties: [], removed: soft ? 'changed' : 'deleted' });
  }

  restore(id: string): void {
    const properties = { ...this.latest(id)?.properties, deletedDateTime: null };
    this.change(id, { deleted: false, properties }, Object.keys(properties));
  }

  #note(change: Omit<LoggedChange, 'sequence'>): void {
    this.#sequence += 1;
    this.log.push({ sequence: this.#sequence, ...change });
  }
}

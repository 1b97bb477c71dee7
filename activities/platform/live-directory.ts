/** The API's only door to live directories: it authenticates, identifies, checks and discovers. It never writes. */
import type { TObject } from 'typebox';
import type { DirectoryObject, ObjectKind, Vocabulary } from '../../workflows/contracts/directory.ts';
import { type FieldProblem, isErrorCode, type ErrorCode } from '../../workflows/contracts/errors.ts';
import type { Filter } from '../../workflows/contracts/filter.ts';
import type { StoreKind } from '../../workflows/contracts/ids.ts';
import { replicatedKinds } from '../../workflows/contracts/replication.ts';
import {
  type AccountClosure,
  type Authentication,
  type CheckReport,
  type Discovery,
  type MayTry,
  ProviderError,
} from '../providers/contract.ts';
import type { Capabilities } from '../providers/manifest.ts';
import type { LiveObjects } from '../directory-index/as-if-indexed.ts';
import { matchesFilter } from '../providers/evaluate-filter.ts';
import { annotations, providerOf, registeredProviders, vocabularyOf } from '../providers/registry.ts';
import type { DirectoryReader } from './approvals/people.ts';
import { fieldProblems } from './field-problems.ts';
import type { Logger } from './log.ts';
import type { ProviderPool } from './provider-pool.ts';

export type { Authentication, CheckReport, Discovery } from '../providers/contract.ts';
export { settingsMarked } from '../providers/registry.ts';

export interface StoreKindInfo {
  readonly kind: StoreKind;
  readonly title: string;
  /** JSON Schema of the settings, secrets included and marked `secret: true`. */
  readonly settings: TObject;
  readonly capabilities: Capabilities;
}

/** Settings beside secrets, as one form fills both in. */
export interface Connection {
  readonly kind: StoreKind;
  readonly settings: Record<string, unknown>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Who somebody is right now. */
export interface Identity {
  readonly object: DirectoryObject;
  /** Every group that holds the person, at any depth. */
  readonly groups: ReadonlySet<string>;
  /** What keeps the account out besides being disabled; null where nothing is known against it. */
  readonly closed: AccountClosure | null;
}

/**
 * Whether an account is out for good: disabled or expired. A lock-out is not, which anybody causes who
 * guesses a password often enough: it keeps people from signing in, and ends nothing that runs already.
 */
export const isOut = ({ object, closed }: Identity): boolean => !object.enabled || closed === 'expired';

export interface ConnectionTest {
  readonly report: CheckReport;
  /** Null when the connection failed or the directory would not say. */
  readonly discovery: Discovery | null;
}

/** Why the directory did not answer, as a code of the closed list; null for any other error. */
export function directoryFailure(error: unknown): {
  readonly code: ErrorCode;
  readonly message: string;
  readonly detail: string;
  readonly attributes: readonly string[];
  readonly retryAfterMs: number | null;
} | null {
  if (!(error instanceof ProviderError) || !isErrorCode(error.code)) return null;
  return {
    code: error.code,
    message: error.message,
    detail: error.detail,
    attributes: error.attributes,
    retryAfterMs: error.retryAfterMs,
  };
}

const membersAtOnce = 1000;

export class LiveDirectory {
  private readonly pool: ProviderPool;
  private readonly log: Logger;

  constructor(pool: ProviderPool, log: Logger) {
    this.pool = pool;
    this.log = log;
  }

  /** @throws `provider.*`, `store.disabled` */
  async authenticate(
    storeId: string,
    loginName: string,
    password: string,
    mayTry: MayTry,
  ): Promise<Authentication> {
    const provider = await this.pool.open(storeId);
    if (provider.authenticate === undefined) {
      throw new ProviderError(
        'operation.unsupported',
        'People of this identity store cannot sign in with a password. Sign in through another store of the portal.',
      );
    }
    return provider.authenticate(loginName, password, mayTry);
  }

  /** @returns null when the account is gone. @throws `provider.*`, `store.disabled` */
  async identify(storeId: string, userId: string): Promise<Identity | null> {
    const provider = await this.pool.open(storeId);
    const ref = { kind: 'user' as const, id: userId };
    const [[object], groups, closed] = await Promise.all([
      provider.read([ref]),
      provider.effectiveGroups(ref),
      provider.accountState?.(ref) ?? null,
    ]);
    return object === undefined ? null : { object, groups, closed };
  }

  /** Which of these ids are objects of the store right now. @throws `provider.*`, `store.disabled` */
  async read(storeId: string, ids: readonly string[]): Promise<DirectoryObject[]> {
    if (ids.length === 0) return [];
    const provider = await this.pool.open(storeId);
    // The id decides; the kind of a reference is only a hint to the provider.
    return provider.read(ids.map((id) => ({ kind: 'user' as const, id })));
  }

  /**
   * Users with this value of a native attribute, no more than `limit` of them.
   * @throws `provider.*`, `store.disabled`
   */
  async findUsers(
    storeId: string,
    attribute: string,
    value: string,
    limit: number,
  ): Promise<DirectoryObject[]> {
    const provider = await this.pool.open(storeId);
    const filter: Filter = { op: 'compare', attribute, test: 'equals', value };
    const query = { kinds: ['user' as const], filter, attributes: [attribute], pageSize: 100 };
    const found: DirectoryObject[] = [];
    for await (const { objects, residual } of provider.search(query)) {
      found.push(
        ...objects.filter(
          ({ attributes }) =>
            residual === null ||
            matchesFilter(
              residual,
              (name) => attributes[name] ?? [],
              () => 0,
            ),
        ),
      );
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  }

  /**
   * What stands in a container right now, at any depth, by display name.
   * @param container null for the whole store, but what its settings exclude
   * @param name what the names hold; empty for any
   * @param kinds all that the directory has, where they are not named
   * @returns null where there is no such container
   * @throws `provider.*`, `store.disabled`
   */
  async listWithin(
    { id, kind }: { readonly id: string; readonly kind: StoreKind },
    container: string | null,
    name: string,
    limit: number,
    kinds: readonly ObjectKind[] = replicatedKinds[kind],
  ): Promise<{ readonly objects: readonly DirectoryObject[]; readonly more: boolean } | null> {
    const provider = await this.pool.open(id);
    const { name: own, displayName, accountName } = provider.vocabulary;
    // Organizational units have no other name than this one.
    const named = [own, displayName, accountName, 'ou'].filter((one) => one !== undefined);
    const nodes = named.map((attribute): Filter => ({
      op: 'compare',
      attribute,
      test: 'contains',
      value: name,
    }));
    const filter: Filter | null = name === '' ? null : { op: 'or', nodes };
    const query = { kinds, pageSize: 2 * limit, ...(container === null ? {} : { container }) };
    const found: DirectoryObject[] = [];
    try {
      for await (const { objects, residual } of provider.search({
        ...query,
        ...(filter === null ? {} : { filter }),
      })) {
        const isMeant = ({ path, attributes }: DirectoryObject): boolean =>
          path.toLowerCase() !== container?.toLowerCase() &&
          (residual === null ||
            matchesFilter(
              residual,
              (one) => attributes[one] ?? [],
              () => 0,
            ));
        found.push(...objects.filter(isMeant));
        if (found.length > limit) break;
      }
    } catch (error) {
      if (error instanceof ProviderError && error.code === 'object.notFound') return null;
      throw error;
    }
    found.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));
    return { objects: found.slice(0, limit), more: found.length > limit };
  }

  /**
   * Those of these ids that the store's settings keep out of the index, with the members of the groups among them
   * (stores-and-links S9).
   * @throws `provider.*`, `store.disabled`
   */
  async readExcluded(storeId: string, ids: readonly string[]): Promise<LiveObjects> {
    const provider = await this.pool.open(storeId);
    const read = async (some: readonly string[]): Promise<DirectoryObject[]> =>
      some.length === 0
        ? []
        : (await provider.read(some.map((id) => ({ kind: 'user' as const, id })))).filter(
            ({ excluded }) => excluded === true,
          );
    const objects = provider.isExcluded === undefined ? [] : await read([...new Set(ids)]);
    const members = [];
    for (const group of objects.filter(({ kind }) => kind === 'group')) {
      for await (const page of provider.members(group, membersAtOnce)) {
        members.push(...page.map(({ id, readOnly }) => ({ groupId: group.id, memberId: id, readOnly })));
        // Those that stand there as well are in no index either.
        const beside = page.filter(({ path }) => provider.isExcluded?.(path) === true);
        objects.push(...(await read(beside.map(({ id }) => id))));
      }
    }
    return { objects, members };
  }

  /** What finding approvers reads. @throws `provider.*`, `store.disabled` */
  async reader(storeId: string): Promise<DirectoryReader> {
    return this.pool.open(storeId);
  }

  /** What the store's directory has. @throws `provider.*`, `store.disabled` */
  async discover(storeId: string): Promise<Discovery> {
    return (await this.pool.open(storeId)).discover();
  }

  /** Tests settings that are not stored; a store's own secrets come in only if the caller puts them in. */
  async test({ kind, settings, secrets }: Connection, storeId: string): Promise<ConnectionTest> {
    await using provider = this.pool.connect({ id: storeId, kind, settings }, secrets);
    const report = await provider.check();
    if (!report.ok) return { report, discovery: null };
    try {
      return { report, discovery: await provider.discover() };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      this.log.warn({ storeId, code: error.code, detail: error.detail }, 'discovery failed');
      return { report, discovery: null };
    }
  }

  /**
   * Groups whose name holds the text, in a directory that is not stored yet.
   * @throws `provider.*`
   */
  async findGroups(
    { kind, settings, secrets }: Connection,
    text: string,
    limit: number,
  ): Promise<DirectoryObject[]> {
    await using provider = this.pool.connect({ id: 'new', kind, settings }, secrets);
    const { name, accountName } = provider.vocabulary;
    const nodes = [name, accountName].flatMap((attribute) =>
      attribute === undefined
        ? []
        : [{ op: 'compare' as const, attribute, test: 'contains' as const, value: text }],
    );
    const query = { kinds: ['group' as const], filter: { op: 'or' as const, nodes }, pageSize: limit };
    for await (const { objects } of provider.search(query)) {
      if (objects.length > 0) return objects.slice(0, limit);
    }
    return [];
  }
}

export const storeKindInfos = (): readonly StoreKindInfo[] =>
  registeredProviders.map(({ kind, title, settings, capabilities }) => ({
    kind,
    title,
    settings,
    capabilities,
  }));

/** Whether people of such a store prove themselves by a password; others sign in elsewhere. */
export const takesPasswords = (kind: StoreKind): boolean => providerOf(kind).capabilities.authenticate;

export const storeVocabulary = (kind: StoreKind): Vocabulary => vocabularyOf(kind);

/** What the form of a new store is filled in with. */
export function settingDefaults(kind: StoreKind): Record<string, unknown> {
  return Object.fromEntries(
    annotations(kind).flatMap(([name, schema]) =>
      schema.default === undefined ? [] : [[name, schema.default] as const],
    ),
  );
}

/** The settings that are made with the store (an id) and stay. */
export const generatedSettings = (kind: StoreKind): string[] =>
  annotations(kind).flatMap(([name, schema]) => (schema.generated === 'uuid' ? [name] : []));

/** Checks settings and secrets offline: the schema first, then what a schema cannot say. */
export function validateConnection({ kind, settings, secrets }: Connection): FieldProblem[] {
  const provider = providerOf(kind);
  const whole = { ...settings, ...secrets };
  const problems = fieldProblems(provider.settings, whole);
  if (problems.length > 0) return problems;
  return provider.validate(whole).map(({ field, message }) => ({ field, code: 'value.invalid', message }));
}

/**
 * What a directory provider can do: one small interface per operation. Implementing an interface is
 * having the capability; the manifest's flags are type-checked against it.
 *
 * Rules for every operation:
 * 1. It may be killed at any line and run again with the same arguments; the effect is that of one run.
 * 2. It throws {@link ProviderError} and nothing else; `errors.ts` of each provider translates.
 * 3. It never retries by itself and never reconnects silently: Temporal is the only retry layer.
 * 4. An empty or interrupted read is never reported as "nothing there".
 */
import type {
  Attributes,
  DirectoryObject,
  GroupCategory,
  GroupScope,
  ObjectKind,
  ObjectRef,
  Vocabulary,
} from '../../workflows/contracts/directory.ts';
import type { Delta } from '../../workflows/contracts/delta.ts';
import type { ErrorCode } from '../../workflows/contracts/errors.ts';
import type { Filter } from '../../workflows/contracts/filter.ts';

/** The one error a provider throws. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly code: ErrorCode;
  /** For logs: result code, native message. Holds no secret. */
  readonly detail: string;
  /** The native attributes at fault. */
  readonly attributes: readonly string[];
  /** How long the directory asked us to wait. */
  readonly retryAfterMs: number | null;
  /** `object.exists`: the id of the object in the way, where known. */
  readonly objectId: string | null;

  /** @param message plain words for people: what happened and what to do next. */
  constructor(
    code: ErrorCode,
    message: string,
    extra: {
      detail?: string;
      attributes?: readonly string[];
      retryAfterMs?: number;
      objectId?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = code;
    this.detail = extra.detail ?? message;
    this.attributes = extra.attributes ?? [];
    this.retryAfterMs = extra.retryAfterMs ?? null;
    this.objectId = extra.objectId ?? null;
  }
}

/** What went wrong first, told apart so that the person knows what to fix. */
export type CheckFailure = 'dns' | 'network' | 'tls' | 'credentials' | 'privilege' | 'quota' | 'settings';

export interface CheckReport {
  readonly ok: boolean;
  /** Null when ok. */
  readonly failure: CheckFailure | null;
  /** Plain words: what failed and the fix; or what was found. */
  readonly message: string;
  /** The steps tried in order, for the page that shows them. */
  readonly steps: readonly { readonly name: string; readonly ok: boolean; readonly message: string }[];
}

export interface Check {
  /** Network test of the settings, as far as it gets; never throws for what it is there to find. */
  check(): Promise<CheckReport>;
}

export interface AttributeInfo {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'boolean' | 'time' | 'binary' | 'reference';
  readonly multiValued: boolean;
  readonly writable: boolean;
}

export interface Discovery {
  readonly vendor: string;
  /** Identity of the directory itself (AD: domain SID; local: instance id): two stores with one identity are one directory. */
  readonly directoryId: string;
  readonly namingContexts: readonly string[];
  readonly attributes: Readonly<Partial<Record<ObjectKind, readonly AttributeInfo[]>>>;
  /** Those that are read where nobody names any; all of them where this is absent. */
  readonly defaultAttributes?: Readonly<Partial<Record<ObjectKind, readonly string[]>>>;
  readonly defaultContainers: Readonly<Partial<Record<ObjectKind, string>>>;
}

export interface Discover {
  /** @throws `provider.*` */
  discover(): Promise<Discovery>;
}

export type SignInFailure = 'wrong' | 'disabled' | 'locked' | 'expired' | 'mustChange';

export type Authentication =
  | { readonly ok: true; readonly user: DirectoryObject }
  | { readonly ok: false; readonly failure: SignInFailure };

/**
 * Asked with the id of the account that a login name has led to, before a password is tried on it.
 * When it answers false the account is left alone and the answer is that of a wrong password.
 */
export type MayTry = (accountId: string) => Promise<boolean>;

export interface Authenticate {
  /**
   * Proves a person's password by the directory's own means. An unknown login and a wrong password
   * are both `wrong` and cost the same, and an empty password never reaches the directory (RFC 4513
   * 5.1.2). Anything else than `wrong` is said only of a password the directory has found right: one that
   * refuses a locked account unread would tell everybody who guesses that the account exists. One
   * account has many login names: `mayTry` is how the caller limits guessing by account.
   */
  authenticate(loginName: string, password: string, mayTry?: MayTry): Promise<Authentication>;
}

/** What keeps an enabled account out, by whatever means its person proves who they are. */
export type AccountClosure = Extract<SignInFailure, 'locked' | 'expired'>;

export interface AccountState {
  /**
   * Whether an account is locked out or has expired right now; null where nothing is known against it,
   * or where it is gone. A password that has expired or must be changed is no matter of the account.
   */
  accountState(ref: ObjectRef): Promise<AccountClosure | null>;
}

export interface Read {
  /**
   * Reads objects by id; what does not exist is absent from the answer. The id alone decides: the
   * kind of a ref is the caller's guess, the kind of the answer is what the object is. Without
   * `attributes` the provider's default attributes of that kind are read. Members are never part of it.
   */
  read(refs: readonly ObjectRef[], attributes?: readonly string[]): Promise<DirectoryObject[]>;
}

export interface Query {
  readonly kinds: readonly ObjectKind[];
  readonly filter?: Filter;
  readonly attributes?: readonly string[];
  /** Only below this container (inclusive of sub-containers); must lie under a configured base. */
  readonly container?: string;
  /** Only objects directly in `container`, none of its sub-containers. */
  readonly directlyIn?: boolean;
  /** Objects per page; the provider may return fewer. */
  readonly pageSize: number;
  /**
   * The attributes that an earlier search told of these objects, by id. A provider to which a reference costs a
   * question for each object takes it from here while nothing in the answer shows a change since.
   */
  readonly remembered?: (ids: readonly string[]) => Promise<ReadonlyMap<string, Attributes>>;
}

export interface SearchPage {
  readonly objects: readonly DirectoryObject[];
  /** What the store could not evaluate; the caller filters by it. Null when nothing is left. */
  readonly residual: Filter | null;
}

export interface Search {
  /**
   * All matches, page by page, over one connection. A read that fails half-way throws; only a
   * completed iteration means "this is all". Memory follows the page, not the store. What the store's
   * settings exclude is left out, unless `container` itself lies there.
   */
  search(query: Query): AsyncIterable<SearchPage>;
}

/** Asks for what changed since an earlier answer. */
export interface ChangesQuery {
  readonly kinds: readonly ObjectKind[];
  readonly attributes?: readonly string[];
  /** Of an earlier answer; null to begin. One that the directory no longer takes counts as null. */
  readonly cursor: string | null;
  readonly pageSize: number;
}

export interface ChangePage {
  /** Made or changed since; an object may come more than once, and unchanged ones may come along. */
  readonly objects: readonly DirectoryObject[];
  /**
   * Ids of what is gone since. Null where the directory keeps no trace of removals: then the ids of a
   * completed search tell. An id that may have been of another kind is no harm.
   */
  readonly removed: readonly string[] | null;
  /** Everything there is was read, not a difference: after the last page, what did not come is gone. */
  readonly full: boolean;
  /** Where the next call goes on once this page is committed; null while that is still the old cursor. */
  readonly cursor: string | null;
}

export interface Changes {
  /**
   * What changed since a cursor, over one connection. The last page carries a cursor; a read that
   * fails throws before it, and what was not read is then no removal.
   */
  changes(query: ChangesQuery): AsyncIterable<ChangePage>;
}

export interface Membership {
  /** Direct members of a group, page by page; `provenance` tells those that cannot be changed here (AD primary group). */
  members(group: ObjectRef, pageSize: number): AsyncIterable<readonly MemberRef[]>;
  /** Which of these ids are direct members now. Cost follows `ids`, not the group's size. */
  membersAmong(group: ObjectRef, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** The groups that hold the object directly. */
  parents(ref: ObjectRef): Promise<DirectoryObject[]>;
  /** The ids of all groups that hold the object at any depth; ends on cycles. */
  effectiveGroups(ref: ObjectRef): Promise<ReadonlySet<string>>;
}

export interface MemberRef extends ObjectRef {
  readonly name: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** What earlier reads told the caller. It spares questions to the directory and may be a while old. */
export interface KnownObjects {
  /** The ids of the objects at these paths; of unknown and doubtful ones nothing. */
  idsAt(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Those of these ids that are objects of the store's own, and no stand-ins for those of others. */
  ownAmong(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface MembersPage {
  /** Groups that are there, empty ones too. */
  readonly groups: readonly string[];
  readonly members: readonly (Pick<MemberRef, 'id' | 'readOnly'> & { readonly groupId: string })[];
}

/** Not a capability, but a shorter way to many answers of {@link Membership.members}. */
export interface BulkMembership {
  /**
   * Direct members of several groups. After a completed iteration, a group that came in no page is gone.
   * Where the directory lists members by path, an id may be that of an object that has left the path
   * since it was last seen; the caller asks again once it sees that object leave.
   */
  membersOfGroups(
    groupIds: readonly string[],
    pageSize: number,
    known: KnownObjects,
  ): AsyncIterable<MembersPage>;
}

/**
 * A new object. `attributes` uses the store's names; references are object ids. The name stands
 * under the vocabulary's `name`.
 */
export interface NewObject {
  readonly kind: ObjectKind;
  readonly container: string | null;
  readonly attributes: Attributes;
  /** Users: created disabled when absent or false (enabling is a step of its own). */
  readonly enabled?: boolean;
}

/** What is written down before an object is created, so that a retry can tell its own from another's. Plain JSON. */
export type CreateIntent = Readonly<Record<string, string | number | null>>;

export interface Create {
  /** Reads the mark (place, server, newest change number). Writes nothing. */
  prepareCreate(object: NewObject): Promise<CreateIntent>;
  /**
   * Creates the object. Where one of that name is there already, it is adopted only if it equals
   * `object` and is newer than the intent's mark.
   * @throws `object.exists` naming the object in the way, `value.invalid` naming the attributes
   */
  create(object: NewObject, intent: CreateIntent): Promise<DirectoryObject>;
}

export interface Update {
  /**
   * Applies one delta. Adding a present value and removing an absent one succeed; a `set` whose new
   * value already holds succeeds, one whose old value is gone throws `object.conflict`.
   */
  update(ref: ObjectRef, delta: Delta): Promise<UpdateResult>;
}

export interface UpdateResult {
  /** The new path where the change moved or renamed the object. */
  readonly path: string | null;
}

export interface Remove {
  /** Deletes the object; one that is gone already is success. */
  remove(ref: ObjectRef): Promise<void>;
}

export interface Restore {
  /**
   * Brings back what was removed, under its old id; one that is there already is success.
   * @throws `object.notFound` when the directory has forgotten it
   */
  restore(ref: ObjectRef): Promise<DirectoryObject>;
}

export interface Rename {
  /** Gives the object another name in its container; a no-op when it has it. */
  rename(ref: ObjectRef, name: string): Promise<UpdateResult>;
}

export interface Move {
  /** Moves the object to another container under a configured base; a no-op when it is there. */
  move(ref: ObjectRef, container: string): Promise<UpdateResult>;
}

export interface SetEnabled {
  setEnabled(ref: ObjectRef, enabled: boolean): Promise<void>;
}

export interface Unlock {
  /** Ends a lock-out after wrong passwords; one who is not locked out, or is disabled, stays as it is. */
  unlock(ref: ObjectRef): Promise<void>;
}

export interface SetPassword {
  /** Administrative reset. Refused with `config.invalid` on an unencrypted connection. */
  setPassword(ref: ObjectRef, password: string, options: { readonly mustChange: boolean }): Promise<void>;
}

export interface ChangePassword {
  /** As the person: the old one must match and policy applies. `signin.failed` when it does not. */
  changePassword(ref: ObjectRef, oldPassword: string, newPassword: string): Promise<void>;
}

/** Where a store's settings can leave parts of the directory out. */
export interface Exclusions {
  /** Whether what stands at this path, or would, is kept out of replication and search. */
  isExcluded(path: string): boolean;
}

/** What every provider has. */
export interface Provider
  extends
    Check,
    Discover,
    Partial<Authenticate>,
    Partial<AccountState>,
    Read,
    Search,
    Membership,
    Partial<BulkMembership>,
    Partial<Changes>,
    Partial<Exclusions>,
    Partial<Create>,
    Partial<Update>,
    Partial<Remove>,
    Partial<Restore>,
    Partial<Rename>,
    Partial<Move>,
    Partial<SetEnabled>,
    Partial<Unlock>,
    Partial<SetPassword>,
    Partial<ChangePassword>,
    AsyncDisposable {
  readonly vocabulary: Vocabulary;
  /**
   * Where the directory tells no changes: the attribute of a group that shows most changes of its members, their
   * number. Members of groups that do not show one are then read once a day only.
   */
  readonly memberCount?: string;
  /**
   * The native attributes of a group as the portal's fields ask for them; refuses what the
   * directory does not know, naming the field.
   */
  readonly groupRules: GroupRules;
}

/** Rules of the directory's own that are checked before anything is written. */
export interface GroupRules {
  readonly defaultCategory: GroupCategory;
  readonly defaultScope: GroupScope;
  readonly maxNameLength: number;
  readonly maxAccountNameLength: number;
  readonly maxDescriptionLength: number;
  /** Characters an account name may not hold. */
  readonly accountNameForbidden: string;
  /** An account name takes ASCII characters only. */
  readonly accountNameAscii?: true;
}

/** So many calls at a time as were agreed on; the others wait in turn. */
export interface Sessions extends AsyncDisposable {
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Everything a provider is given besides its settings. */
export interface ProviderContext {
  readonly storeId: string;
  /** Resolved secrets by setting name. Never logged. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly log: ProviderLog;
  /** Muster's own PostgreSQL server, for directories that may live beside it (local). */
  readonly embeddedDatabaseUrl?: string;
  /** Sessions counted over all processes of Muster; absent where there is but one. The provider disposes them. */
  readonly sessions?: (max: number) => Sessions;
}

export interface ProviderLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

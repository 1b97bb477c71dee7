/**
 * One authenticated conversation over one socket, on ldapts' codec.
 *
 * ldapts' own `Client` is not used, for three habits that would make Muster wrong:
 * 1. After a drop it reconnects silently, unbound, and goes on as anonymous.
 * 2. Its paged search ends at an empty page even when the server sent a cookie for the next one.
 * 3. It fills each requested attribute that was not sent with `[]`.
 *
 * Here a connection that is lost stays lost: everything pending and everything later fails with
 * `provider.unavailable`, and whoever needs another connection opens one and binds again.
 */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Attribute, Change, Control, Filter, Message, MessageResponse } from 'ldapts';
import {
  AddRequest,
  BindRequest,
  DeleteRequest,
  ExtendedRequest,
  ExtendedResponse,
  MessageParser,
  ModifyDNRequest,
  ModifyRequest,
  PagedResultsControl,
  SearchEntry,
  SearchReference,
  SearchRequest,
  UnbindRequest,
} from 'ldapts';
import { ProviderError } from '../contract.ts';
import { checkWriteFence } from '../write-fence.ts';
import { Entry } from './entry.ts';
import { LdapFailure } from './failure.ts';
import { MessageStream } from './message-framing.ts';
import type { LdapServer } from './servers.ts';

export interface SearchOptions {
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly controls?: readonly Control[];
}

export interface EntryPage {
  readonly entries: readonly Entry[];
  /** No cookie is left at the server; the connection may be used for something else. */
  readonly isLast: boolean;
}

interface Pending {
  readonly entries: Entry[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

interface Answer {
  readonly response: MessageResponse;
  readonly entries: Entry[];
}

/** RFC 4532. */
const whoAmIOid = '1.3.6.1.4.1.4203.1.11.3';

export interface ConnectionOptions {
  readonly server: LdapServer;
  /** What people call such a server, such as "domain controller". */
  readonly noun: string;
  readonly timeoutMs: number;
  /** `refuse`: a search that points to another server for a part of its answer fails. */
  readonly references: 'ignore' | 'refuse';
}

export class LdapConnection {
  readonly server: LdapServer;
  readonly #noun: string;
  readonly #references: ConnectionOptions['references'];
  readonly #socket: Socket;
  readonly #timeoutMs: number;
  readonly #pending = new Map<number, Pending>();
  /** The codec reads the controls of an answer by those of its request. */
  readonly #requests = new Map<string, { readonly message: Message }>();
  readonly #parser = new MessageParser();
  readonly #stream = new MessageStream();
  #lastId = 0;
  #lost: ProviderError | null = null;

  constructor(socket: Socket, { server, noun, timeoutMs, references }: ConnectionOptions) {
    this.#socket = socket;
    this.server = server;
    this.#noun = noun;
    this.#timeoutMs = timeoutMs;
    this.#references = references;
    this.#parser.on('message', (message) => {
      this.#receive(message);
    });
    this.#parser.on('error', (error) => {
      this.#lose(`The answer could not be read: ${error.message}`);
    });
    socket.on('data', (data: Buffer) => {
      this.#read(data);
    });
    socket.on('error', (error) => {
      this.#lose(error.message);
    });
    socket.on('end', () => {
      this.#lose('The server closed the connection.');
    });
    socket.on('close', () => {
      this.#lose('The connection was closed.');
    });
  }

  /** The host name the certificate was checked against. */
  get host(): string {
    return this.server.host;
  }

  get isLost(): boolean {
    return this.#lost !== null;
  }

  /** True when nobody on the way can read along. */
  get isEncrypted(): boolean {
    return this.#socket instanceof TLSSocket;
  }

  /** @throws LdapFailure with the server's result code */
  async bind(name: string, password: string, controls: Control[] = []): Promise<void> {
    // A simple bind without a password succeeds as anonymous (RFC 4513 5.1.2).
    if (password === '' || name === '') throw new LdapFailure(49, 'An empty name or password is never sent.');
    await this.#request((messageId) => new BindRequest({ messageId, dn: name, password, controls }));
  }

  /** The server's word for who is signed in here; empty for anonymous, null where it does not say. */
  async whoAmI(): Promise<string | null> {
    try {
      const { response } = await this.#request(
        (messageId) => new ExtendedRequest({ messageId, oid: whoAmIOid }),
      );
      return response instanceof ExtendedResponse ? (response.value ?? '') : '';
    } catch (error) {
      // Samba before 4.18 answers protocolError: the operation is unknown there.
      if (error instanceof LdapFailure && error.status === 2) return null;
      throw error;
    }
  }

  /** A search of few results in one go. Any result but success throws, a size limit too. */
  async search(options: SearchOptions): Promise<Entry[]> {
    const { entries } = await this.#search(options, [...(options.controls ?? [])]);
    return entries;
  }

  /**
   * All results, page by page (RFC 2696). The cookie belongs to this connection: when it is lost
   * the read has failed. An empty page is no end; only an empty cookie is.
   */
  async *searchPages(options: SearchOptions, pageSize: number): AsyncGenerator<EntryPage> {
    let cookie: Buffer | undefined;
    let isLast = false;
    do {
      const paging = new PagedResultsControl({
        critical: true,
        value: cookie === undefined ? { size: pageSize } : { size: pageSize, cookie },
      });
      const { response, entries } = await this.#search(options, [...(options.controls ?? []), paging]);
      cookie = response.controls?.find((control) => control instanceof PagedResultsControl)?.value?.cookie;
      isLast = cookie === undefined || cookie.length === 0;
      yield { entries, isLast };
    } while (!isLast);
  }

  async add(dn: string, attributes: Attribute[]): Promise<void> {
    checkWriteFence();
    await this.#request((messageId) => new AddRequest({ messageId, dn, attributes }));
  }

  async modify(dn: string, changes: Change[], controls: Control[] = []): Promise<void> {
    checkWriteFence();
    await this.#request((messageId) => new ModifyRequest({ messageId, dn, changes, controls }));
  }

  /** @param newSuperior the new container; absent to stay */
  async modifyDn(dn: string, newRdn: string, newSuperior?: string, controls: Control[] = []): Promise<void> {
    checkWriteFence();
    await this.#request(
      (messageId) =>
        new ModifyDNRequest({
          messageId,
          dn,
          newRdn,
          deleteOldRdn: true,
          controls,
          ...(newSuperior === undefined ? {} : { newSuperior }),
        }),
    );
  }

  async remove(dn: string, controls: Control[] = []): Promise<void> {
    checkWriteFence();
    await this.#request((messageId) => new DeleteRequest({ messageId, dn, controls }));
  }

  /** An extended operation by its object identifier. */
  async extended(oid: string, value: Buffer, controls: Control[] = []): Promise<void> {
    checkWriteFence();
    await this.#request((messageId) => new ExtendedRequest({ messageId, oid, value, controls }));
  }

  /** Says goodbye and closes; safe to call twice. */
  close(): void {
    if (this.#lost !== null) return;
    this.#lastId += 1;
    this.#socket.write(new UnbindRequest({ messageId: this.#lastId }).write());
    this.#socket.end();
    this.#lose('Muster closed the connection.');
  }

  #search(options: SearchOptions, controls: Control[]): Promise<Answer> {
    return this.#request(
      (messageId) =>
        new SearchRequest({
          messageId,
          baseDN: options.base,
          scope: options.scope,
          filter: options.filter,
          attributes: [...options.attributes],
          sizeLimit: 0,
          timeLimit: Math.ceil(this.#timeoutMs / 1000),
          controls,
        }),
    );
  }

  async #request(build: (messageId: number) => Message): Promise<Answer> {
    if (this.#lost !== null) throw this.#lost;
    this.#lastId += 1;
    const messageId = this.#lastId;
    const request = build(messageId);
    const bytes = request.write();
    const answer = await new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => {
        // Whether the server did it is unknown: the connection is given up with the operation.
        this.#lose(
          `No answer within ${this.#timeoutMs} ms.`,
          new ProviderError(
            'provider.timeout',
            `The ${this.#noun} ${this.host} did not answer within ${Math.ceil(this.#timeoutMs / 1000)} seconds. Muster tries again.`,
          ),
        );
      }, this.#timeoutMs);
      this.#pending.set(messageId, { entries: [], resolve, reject, timer });
      this.#requests.set(String(messageId), { message: request });
      this.#socket.write(bytes);
    });
    if (answer.response.status !== 0) {
      throw new LdapFailure(answer.response.status, answer.response.errorMessage, answer.response.matchedDN);
    }
    return answer;
  }

  #read(data: Buffer): void {
    try {
      for (const message of this.#stream.take(data)) this.#parser.read(message, this.#requests);
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : 'The answer could not be read.');
    }
  }

  #receive(message: MessageResponse): void {
    if (message.messageId === 0) {
      // Notice of Disconnection (RFC 4511 4.4.1).
      this.#lose(`The server ends the connection: ${message.errorMessage}`);
      return;
    }
    const pending = this.#pending.get(message.messageId);
    if (pending === undefined) return;
    if (message instanceof SearchEntry) {
      pending.entries.push(new Entry(message));
      return;
    }
    if (message instanceof SearchReference) {
      if (this.#references === 'refuse') this.#refuseReference(pending, message.messageId);
      return;
    }
    this.#pending.delete(message.messageId);
    this.#requests.delete(String(message.messageId));
    clearTimeout(pending.timer);
    pending.resolve({ response: message, entries: pending.entries });
  }

  /** What the other server holds would be missing, and the answer would look complete. */
  #refuseReference(pending: Pending, messageId: number): void {
    this.#pending.delete(messageId);
    this.#requests.delete(String(messageId));
    clearTimeout(pending.timer);
    pending.reject(new LdapFailure(10, 'The answer refers to another server for a part of the tree.'));
  }

  #lose(detail: string, reason?: ProviderError): void {
    if (this.#lost !== null) return;
    this.#lost =
      reason ??
      new ProviderError(
        'provider.unavailable',
        `The connection to the ${this.#noun} ${this.host} was lost. Muster tries again.`,
        { detail },
      );
    this.#stream.clear();
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(this.#lost);
    }
    this.#pending.clear();
    this.#requests.clear();
    if (!this.#socket.writableEnded || reason !== undefined) this.#socket.destroy();
  }
}

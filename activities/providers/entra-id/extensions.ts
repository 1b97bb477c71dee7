/**
 * Directory extensions: attributes that applications have added to the tenant (stores-and-links S13). They are learnt
 * from the tenant by a schema run, or when one is asked for by name, and known to this provider from then on.
 */
import type { GraphConnection, Json } from './connection.ts';
import { GraphRefusal } from './refusal.ts';
import type { Attribute, EntraKind, Extensions } from './schema.ts';

/** `extension_<application id without hyphens>_<name>`. */
const form = /^extension_[0-9a-f]{32}_\w+$/i;
/** A name that was not there is looked for again after so long. */
const staleMs = 60_000;

const types: Readonly<Record<string, Attribute['type']>> = {
  Binary: 'binary',
  Boolean: 'boolean',
  DateTime: 'time',
  Integer: 'integer',
  LargeInteger: 'integer',
  String: 'text',
};

const kindsByTarget: Readonly<Record<string, EntraKind>> = { User: 'user', Group: 'group' };

/** The extensions of a tenant as one connection knows them. */
export class ExtensionSchema {
  #known: Extensions = { user: new Map(), group: new Map() };
  #readAtMs = -Infinity;

  get known(): Extensions {
    return this.#known;
  }

  /** Reads them anew. Where the application may not ask, there are none. */
  async refresh(connection: GraphConnection): Promise<Extensions> {
    try {
      const answer = await connection.send({
        method: 'POST',
        path: '/directoryObjects/getAvailableExtensionProperties',
        // Those synchronised from on premises and the others.
        body: {},
      });
      const value = answer?.['value'];
      this.#known = extensionsIn(Array.isArray(value) ? (value as Json[]) : []);
    } catch (error) {
      if (!(error instanceof GraphRefusal) || error.status !== 403) throw error;
      connection.log.info(
        { detail: error.message },
        'the application may not list directory extensions; grant it Directory.Read.All to use them',
      );
    }
    this.#readAtMs = performance.now();
    return this.#known;
  }

  /** Sees to it that these attributes are known, if the tenant has them. Costs nothing where none is an extension. */
  async learn(connection: GraphConnection, names: Iterable<string>): Promise<void> {
    const isNew = (name: string): boolean =>
      form.test(name) && !this.#known.user.has(name) && !this.#known.group.has(name);
    if (![...names].some(isNew) || performance.now() - this.#readAtMs < staleMs) return;
    await this.refresh(connection);
  }
}

function extensionsIn(list: readonly Json[]): Extensions {
  const found = { user: new Map<string, Attribute>(), group: new Map<string, Attribute>() };
  for (const { name, dataType, isMultiValued, isSyncedFromOnPremises, targetObjects } of list) {
    const type = types[String(dataType)];
    if (typeof name !== 'string' || !form.test(name) || type === undefined) continue;
    const attribute: Attribute = {
      name,
      type,
      multiValued: isMultiValued === true,
      // What is synchronised is changed where it comes from.
      writable: isSyncedFromOnPremises !== true && type !== 'binary',
      // Graph compares some of them, depending on their type; Muster compares all of them itself.
      filter: 'no',
      endsWith: false,
      onlyAtCreation: false,
      maxLength: 256,
    };
    for (const target of Array.isArray(targetObjects) ? targetObjects : []) {
      const kind = kindsByTarget[String(target)];
      if (kind !== undefined) found[kind].set(name, attribute);
    }
  }
  return found;
}

/** The directory's own schema: types for conversion, what each class may and must have. Read once per provider. */
import type { AttributeInfo } from '../contract.ts';
import type { Entry } from '../ldap-client/entry.ts';
import { type Definition, parseDefinition } from './schema-definitions.ts';
import { vocabulary } from './vocabulary.ts';

export interface LdapAttribute extends AttributeInfo {
  /** Values can be compared, and so removed one by one. */
  readonly equality: boolean;
  readonly ordering: boolean;
  readonly substrings: boolean;
}

interface LdapClass {
  readonly name: string;
  readonly parents: readonly string[];
  readonly must: readonly string[];
  readonly may: readonly string[];
}

/** RFC 4517 3.3. Everything else is text. */
const typeOfSyntax: Readonly<Record<string, AttributeInfo['type']>> = {
  '1.3.6.1.4.1.1466.115.121.1.5': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.7': 'boolean',
  '1.3.6.1.4.1.1466.115.121.1.8': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.9': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.10': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.12': 'reference',
  '1.3.6.1.4.1.1466.115.121.1.23': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.24': 'time',
  '1.3.6.1.4.1.1466.115.121.1.27': 'integer',
  '1.3.6.1.4.1.1466.115.121.1.28': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.34': 'reference',
};

/** Never read and never written as attributes: what proves a password. */
const secret = new Set(
  [
    ...['userPassword', 'authPassword', 'pwdHistory', 'unhashed#user#password', 'passwordHistory'],
    ...['krbPrincipalKey', 'sambaNTPassword', 'sambaLMPassword', 'ipaNTHash', 'oathSecret'],
  ].map((name) => name.toLowerCase()),
);
/** Member lists go under one name, the vocabulary's, whatever a group's class calls them. */
const hiddenLists = new Set(['uniquemember', 'memberuid']);
/** Kept by the server or by Muster's own operations. */
const ownWrites = new Set(['objectclass', 'memberof', 'entrydn', 'nsaccountlock', 'pwdaccountlockedtime']);

export class Schema {
  readonly #attributes = new Map<string, LdapAttribute>();
  readonly #classes = new Map<string, LdapClass>();

  constructor(subschema: Entry) {
    const types = new Map<string, Definition>();
    for (const definition of definitions(subschema, 'attributeTypes')) {
      for (const name of [definition.oid, ...definition.names]) types.set(name.toLowerCase(), definition);
    }
    for (const [name, definition] of types) {
      const info = describe(definition, types);
      const key = info.name.toLowerCase();
      if (!secret.has(key) && !hiddenLists.has(key)) this.#attributes.set(name, info);
    }
    for (const definition of definitions(subschema, 'objectClasses')) {
      const found: LdapClass = {
        name: definition.names[0] ?? definition.oid,
        parents: definition.values('SUP'),
        must: definition.values('MUST'),
        may: definition.values('MAY'),
      };
      for (const name of [definition.oid, ...definition.names]) this.#classes.set(name.toLowerCase(), found);
    }
  }

  /** Null for a name that the directory does not have, or that Muster must not touch. Case does not matter. */
  attribute(name: string): LdapAttribute | null {
    return this.#attributes.get(name.toLowerCase()) ?? null;
  }

  hasClass(name: string): boolean {
    return this.#classes.has(name.toLowerCase());
  }

  /** The class and everything above it, `top` last. */
  chain(name: string): string[] {
    const found = this.#classes.get(name.toLowerCase());
    if (found === undefined) return [name];
    return [...new Set([found.name, ...found.parents.flatMap((parent) => this.chain(parent))])];
  }

  /** Names in small letters of what an object of these classes must have. */
  required(classes: readonly string[]): Set<string> {
    return this.#collect(classes, ({ must }) => must);
  }

  /** Names in small letters of what it may have; null for anything (`extensibleObject`). */
  allowed(classes: readonly string[]): Set<string> | null {
    if (classes.some((name) => name.toLowerCase() === 'extensibleobject')) return null;
    return this.#collect(classes, ({ must, may }) => [...must, ...may]);
  }

  /** For the lists of attributes people choose from. */
  attributesOf(classes: readonly string[], further: readonly string[]): readonly AttributeInfo[] {
    const names = new Set([...(this.allowed(classes) ?? []), ...further.map((name) => name.toLowerCase())]);
    const infos = [...names].map((name) => this.attribute(name)).filter((info) => info !== null);
    return [...new Map(infos.map((info) => [info.name, info])).values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, type, multiValued, writable }) => ({ name, type, multiValued, writable }));
  }

  #collect(classes: readonly string[], pick: (found: LdapClass) => readonly string[]): Set<string> {
    const names = classes.flatMap((name) =>
      this.chain(name).flatMap((each) => {
        const found = this.#classes.get(each.toLowerCase());
        return found === undefined ? [] : pick(found);
      }),
    );
    // By the name the attribute goes by, whichever alias the class uses.
    return new Set(names.map((name) => (this.attribute(name)?.name ?? name).toLowerCase()));
  }
}

function* definitions(subschema: Entry, attribute: string): Generator<Definition> {
  for (const text of subschema.texts(attribute)) {
    const definition = parseDefinition(text);
    if (definition !== null) yield definition;
  }
}

function describe(definition: Definition, types: ReadonlyMap<string, Definition>): LdapAttribute {
  const name = definition.names[0] ?? definition.oid;
  const inherited = (keyword: string): string | null => {
    const seen = new Set<Definition>();
    for (let at: Definition | undefined = definition; at !== undefined && !seen.has(at);) {
      seen.add(at);
      const [value] = at.values(keyword);
      if (value !== undefined) return value;
      at = types.get(at.values('SUP')[0]?.toLowerCase() ?? '');
    }
    return null;
  };
  const syntax = (inherited('SYNTAX') ?? '').replace(/\{\d+\}$/, '');
  const usage = definition.values('USAGE')[0] ?? 'userApplications';
  return {
    name,
    type: name === 'entryDN' ? 'text' : (typeOfSyntax[syntax] ?? 'text'),
    multiValued: !definition.has('SINGLE-VALUE'),
    writable:
      name === vocabulary.member ||
      (!definition.has('NO-USER-MODIFICATION') &&
        usage === 'userApplications' &&
        !ownWrites.has(name.toLowerCase())),
    equality: inherited('EQUALITY') !== null,
    ordering: inherited('ORDERING') !== null,
    substrings: inherited('SUBSTR') !== null,
  };
}

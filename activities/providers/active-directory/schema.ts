/**
 * The directory's own list of attributes: their types for conversion, and what each class may have.
 * Read once per provider; about 1,500 small rows whatever the directory holds.
 */
import { EqualityFilter } from 'ldapts';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { AttributeInfo } from '../contract.ts';
import type { Entry } from '../ldap-client/entry.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { recipientType } from './recipient-type.ts';
import { hasMailbox, virtualAttributes } from './vocabulary.ts';

type AttributeType = AttributeInfo['type'];

interface ClassInfo {
  readonly parent: string | null;
  readonly auxiliary: readonly string[];
  readonly attributes: readonly string[];
}

const classOfKind: Readonly<Record<ObjectKind, string>> = {
  user: 'user',
  group: 'group',
  contact: 'contact',
  computer: 'computer',
  container: 'organizationalunit',
};

/** MS-ADTS 3.1.1.2.2.2: `attributeSyntax`. Everything else is text. */
const typeOfSyntax: Readonly<Record<string, AttributeType>> = {
  '2.5.5.1': 'reference',
  '2.5.5.8': 'boolean',
  '2.5.5.9': 'integer',
  '2.5.5.10': 'binary',
  '2.5.5.11': 'time',
  '2.5.5.15': 'binary',
  '2.5.5.16': 'integer',
  '2.5.5.17': 'binary',
};

/** FLAG_ATTR_IS_CONSTRUCTED (MS-ADTS 2.2.10). */
const constructed = 0x4;

const find = (
  connection: LdapConnection,
  schemaDn: string,
  objectClass: string,
  attributes: readonly string[],
) =>
  connection.searchPages(
    {
      base: schemaDn,
      scope: 'one',
      filter: new EqualityFilter({ attribute: 'objectClass', value: objectClass }),
      attributes,
    },
    1000,
  );

export class Schema {
  readonly #attributes = new Map<string, AttributeInfo>();

  private constructor() {
    for (const name of Object.values(virtualAttributes)) {
      this.#attributes.set(name.toLowerCase(), { name, type: 'text', multiValued: false, writable: true });
    }
    this.#attributes.set(hasMailbox.toLowerCase(), {
      ...{ name: hasMailbox, type: 'boolean', multiValued: false, writable: false },
    });
  }

  static async load(connection: LdapConnection, schemaDn: string): Promise<Schema> {
    const schema = new Schema();
    const columns = [
      'lDAPDisplayName',
      'attributeSyntax',
      'isSingleValued',
      'systemOnly',
      'systemFlags',
      'linkID',
    ];
    for await (const { entries } of find(connection, schemaDn, 'attributeSchema', columns)) {
      for (const entry of entries) {
        const name = entry.text('lDAPDisplayName');
        if (name !== null) schema.#attributes.set(name.toLowerCase(), describeAttribute(name, entry));
      }
    }
    return schema;
  }

  /** Null for a name that the directory does not have. Case does not matter. */
  attribute(name: string): AttributeInfo | null {
    return this.#attributes.get(name.toLowerCase()) ?? null;
  }

  /** Exchange has been here. */
  get knowsMailboxes(): boolean {
    return this.attribute(recipientType) !== null;
  }

  /** Everything objects of each kind may have, by name; the classes are read anew. */
  async attributesOfKinds(
    connection: LdapConnection,
    schemaDn: string,
  ): Promise<Readonly<Record<ObjectKind, readonly AttributeInfo[]>>> {
    const classes = await loadClasses(connection, schemaDn);
    const of = (kind: ObjectKind): readonly AttributeInfo[] => {
      const names = attributesOfClass(classes, classOfKind[kind]);
      if (kind === 'group')
        for (const name of Object.values(virtualAttributes)) names.add(name.toLowerCase());
      if (kind === 'user') names.add(hasMailbox.toLowerCase());
      return [...names]
        .sort()
        .map((name) => this.#attributes.get(name))
        .filter((info) => info !== undefined);
    };
    return {
      user: of('user'),
      group: of('group'),
      contact: of('contact'),
      computer: of('computer'),
      container: of('container'),
    };
  }
}

function describeAttribute(name: string, entry: Entry): AttributeInfo {
  // An odd link id is the far end of a link, which the directory keeps itself.
  const isBackLink = (entry.integer('linkID') ?? 0) % 2 === 1;
  const isConstructed = ((entry.integer('systemFlags') ?? 0) & constructed) !== 0;
  return {
    name,
    // By its syntax the own name is a reference too; nobody means that by it.
    type:
      name === 'distinguishedName' ? 'text' : (typeOfSyntax[entry.text('attributeSyntax') ?? ''] ?? 'text'),
    multiValued: entry.text('isSingleValued') !== 'TRUE',
    writable: entry.text('systemOnly') !== 'TRUE' && !isBackLink && !isConstructed,
  };
}

async function loadClasses(
  connection: LdapConnection,
  schemaDn: string,
): Promise<ReadonlyMap<string, ClassInfo>> {
  const classes = new Map<string, ClassInfo>();
  const parts = ['mustContain', 'mayContain', 'systemMustContain', 'systemMayContain'];
  const columns = ['lDAPDisplayName', 'subClassOf', 'auxiliaryClass', 'systemAuxiliaryClass', ...parts];
  for await (const { entries } of find(connection, schemaDn, 'classSchema', columns)) {
    for (const entry of entries) {
      const name = entry.text('lDAPDisplayName');
      if (name === null) continue;
      classes.set(name.toLowerCase(), {
        parent: entry.text('subClassOf'),
        auxiliary: [...entry.texts('auxiliaryClass'), ...entry.texts('systemAuxiliaryClass')],
        attributes: parts.flatMap((part) => entry.texts(part)),
      });
    }
  }
  return classes;
}

/** Names in small letters, of the class, its ancestors and its auxiliary classes. */
function attributesOfClass(classes: ReadonlyMap<string, ClassInfo>, start: string): Set<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const walk = (name: string): void => {
    const key = name.toLowerCase();
    const found = classes.get(key);
    if (found === undefined || seen.has(key)) return;
    seen.add(key);
    for (const attribute of found.attributes) names.add(attribute.toLowerCase());
    for (const auxiliary of found.auxiliary) walk(auxiliary);
    if (found.parent !== null) walk(found.parent);
  };
  walk(start);
  return names;
}

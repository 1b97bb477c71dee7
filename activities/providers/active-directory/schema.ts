/**
 * The directory's own list of attributes: their types for conversion, and what each class may have.
 * Read once per provider; about 1,500 small rows whatever the directory holds.
 */
import { EqualityFilter } from 'ldapts';
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { AttributeInfo } from '../contract.ts';
import type { LdapConnection } from './ldap-connection.ts';
import { virtualAttributes } from './vocabulary.ts';

export type AttributeType = AttributeInfo['type'];

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

export class Schema {
  readonly #attributes: ReadonlyMap<string, AttributeInfo>;
  readonly #classes: ReadonlyMap<string, ClassInfo>;

  private constructor(
    attributes: ReadonlyMap<string, AttributeInfo>,
    classes: ReadonlyMap<string, ClassInfo>,
  ) {
    this.#attributes = attributes;
    this.#classes = classes;
  }

  static async load(connection: LdapConnection, schemaDn: string): Promise<Schema> {
    const attributes = new Map<string, AttributeInfo>();
    for (const name of Object.values(virtualAttributes)) {
      attributes.set(name.toLowerCase(), { name, type: 'text', multiValued: false, writable: true });
    }
    const find = (objectClass: string, names: readonly string[]) =>
      connection.searchPages(
        {
          base: schemaDn,
          scope: 'one',
          filter: new EqualityFilter({ attribute: 'objectClass', value: objectClass }),
          attributes: names,
        },
        1000,
      );
    const columns = [
      'lDAPDisplayName',
      'attributeSyntax',
      'isSingleValued',
      'systemOnly',
      'systemFlags',
      'linkID',
    ];
    for await (const page of find('attributeSchema', columns)) {
      for (const entry of page) {
        const name = entry.text('lDAPDisplayName');
        if (name === null) continue;
        // An odd link id is the far end of a link, which the directory keeps itself.
        const isBackLink = (entry.integer('linkID') ?? 0) % 2 === 1;
        const isConstructed = ((entry.integer('systemFlags') ?? 0) & constructed) !== 0;
        attributes.set(name.toLowerCase(), {
          name,
          // By its syntax the own name is a reference too; nobody means that by it.
          type:
            name === 'distinguishedName'
              ? 'text'
              : (typeOfSyntax[entry.text('attributeSyntax') ?? ''] ?? 'text'),
          multiValued: entry.text('isSingleValued') !== 'TRUE',
          writable: entry.text('systemOnly') !== 'TRUE' && !isBackLink && !isConstructed,
        });
      }
    }
    const classes = new Map<string, ClassInfo>();
    const parts = ['mustContain', 'mayContain', 'systemMustContain', 'systemMayContain'];
    const classColumns = [
      'lDAPDisplayName',
      'subClassOf',
      'auxiliaryClass',
      'systemAuxiliaryClass',
      ...parts,
    ];
    for await (const page of find('classSchema', classColumns)) {
      for (const entry of page) {
        const name = entry.text('lDAPDisplayName');
        if (name === null) continue;
        classes.set(name.toLowerCase(), {
          parent: entry.text('subClassOf'),
          auxiliary: [...entry.texts('auxiliaryClass'), ...entry.texts('systemAuxiliaryClass')],
          attributes: parts.flatMap((part) => entry.texts(part)),
        });
      }
    }
    return new Schema(attributes, classes);
  }

  /** Null for a name that the directory does not have. Case does not matter. */
  attribute(name: string): AttributeInfo | null {
    return this.#attributes.get(name.toLowerCase()) ?? null;
  }

  /** Everything an object of the kind may have, by name. */
  attributesOf(kind: ObjectKind): readonly AttributeInfo[] {
    const names = new Set<string>();
    const seen = new Set<string>();
    const walk = (name: string): void => {
      const key = name.toLowerCase();
      const found = this.#classes.get(key);
      if (found === undefined || seen.has(key)) return;
      seen.add(key);
      for (const attribute of found.attributes) names.add(attribute.toLowerCase());
      for (const auxiliary of found.auxiliary) walk(auxiliary);
      if (found.parent !== null) walk(found.parent);
    };
    walk(classOfKind[kind]);
    if (kind === 'group') for (const name of Object.values(virtualAttributes)) names.add(name.toLowerCase());
    return [...names]
      .sort()
      .map((name) => this.#attributes.get(name))
      .filter((info) => info !== undefined);
  }
}

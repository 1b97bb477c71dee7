/** What a directory is and what it offers, from rootDSE and the subschema entry. */
import type { ObjectKind } from '../../../workflows/contracts/directory.ts';
import type { AttributeInfo, Discovery } from '../contract.ts';
import type { LdapConnection } from '../ldap-client/connection.ts';
import { formatDn, isWithin } from '../ldap-client/dn.ts';
import { type Directory, type Root, searchBase } from './directory.ts';
import { parse } from './names.ts';
import { defaultAttributes, vocabulary } from './vocabulary.ts';

/** Kept by the server for every object. */
const operational = ['createTimestamp', 'modifyTimestamp', 'creatorsName', 'modifiersName', 'memberOf'];

export function discover(directory: Directory): Promise<Discovery> {
  return directory.pool.use(async (connection) => {
    const root = await directory.root(connection);
    return {
      vendor: root.vendor.name,
      directoryId: await identityOf(directory, connection, root),
      namingContexts: root.namingContexts,
      attributes: attributesOf(directory, root),
      defaultAttributes,
      defaultContainers: {
        user: directory.defaultContainer('user'),
        group: directory.defaultContainer('group'),
      },
    };
  });
}

/**
 * The immutable id of the naming context that holds the first base: the same on every replica, and
 * another where two organisations chose the same DN. [stores-and-links L3]
 */
export async function identityOf(
  directory: Directory,
  connection: LdapConnection,
  { vendor, namingContexts }: Root,
): Promise<string> {
  const [base = []] = directory.bases();
  const context =
    namingContexts.find((text) => {
      const dn = parse(text);
      return dn !== null && dn.length > 0 && isWithin(base, dn);
    }) ?? formatDn(base);
  const [entry] = await searchBase(connection, context, [vendor.idAttribute]);
  return entry?.text(vendor.idAttribute) ?? context.toLowerCase();
}

function attributesOf(
  { settings }: Directory,
  { schema, vendor }: Root,
): Readonly<Record<ObjectKind, readonly AttributeInfo[]>> {
  const always = [vendor.idAttribute, ...operational];
  const people = ['inetOrgPerson', ...(settings.userClasses ?? [])];
  const groups = [settings.groupClass ?? 'groupOfNames', ...(settings.groupAuxiliaryClasses ?? [])];
  const of = (classes: readonly string[], further: readonly string[] = []): readonly AttributeInfo[] =>
    schema.attributesOf(classes, [...always, ...further]);
  return {
    user: of(people),
    group: of(groups, [vocabulary.member]),
    contact: of(['inetOrgPerson']),
    computer: of(['device']),
    container: of(['organizationalUnit']),
  };
}

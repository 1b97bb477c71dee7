/** Creating and changing groups as Graph checks them. */
import { badRequest, conflict, denied } from './failure.ts';
import { isAscii, mailNicknameForbidden, requireWritable } from './properties.ts';
import { bindReferences, referencesIn } from './references.ts';
import type { Properties, Tenant } from './tenant.ts';

/** Owners and members together, in one request. */
const maxReferences = 20;

export const isUnified = (properties: Properties): boolean =>
  (properties['groupTypes'] as string[] | undefined)?.includes('Unified') === true;

export function createGroup(tenant: Tenant, body: Properties): string {
  const { properties, references } = split(body);
  requireWritable('group', properties);
  for (const name of ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled']) {
    if (properties[name] === undefined || properties[name] === null) {
      throw badRequest(`A value is required for property '${name}' of resource 'Group'.`, [
        { code: 'MissingValue', message: `A value is required for ${name}.`, target: name },
      ]);
    }
  }
  if (properties['mailEnabled'] === true && !isUnified(properties)) {
    throw badRequest(
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    );
  }
  if (properties['securityEnabled'] === false && !isUnified(properties)) {
    throw badRequest('A group must be mail-enabled or security-enabled.');
  }
  if (references.length > maxReferences) {
    throw badRequest(`The number of references exceeds the limit of ${maxReferences}.`);
  }
  checkGroup(tenant, properties, null);
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const mail = isUnified(properties) ? `${String(properties['mailNickname'])}@${tenant.domain}` : null;
  for (const { id } of references) tenant.require(id);
  const id = tenant.add('group', {
    groupTypes: [],
    creationOptions: [],
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: [],
    onPremisesProvisioningErrors: [],
    visibility: isUnified(properties) ? 'Public' : null,
    securityIdentifier: `S-1-12-1-${tenant.sequence}-1-1-1`,
    ...properties,
    mail,
    createdDateTime: now,
    renewedDateTime: now,
  });
  bindReferences(tenant, id, references);
  return id;
}

export function updateGroup(tenant: Tenant, id: string, body: Properties): void {
  const { properties, references } = split(body);
  requireWritable('group', properties);
  const { version } = tenant.require(id, 'group');
  if (version.properties['onPremisesSyncEnabled'] === true) {
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    );
  }
  if (properties['displayName'] === null) {
    throw badRequest("Invalid value specified for property 'displayName' of resource 'Group'.");
  }
  if (properties['uniqueName'] !== undefined) throw badRequest("Property 'uniqueName' is immutable.");
  if (references.length > maxReferences) {
    throw badRequest(`The number of references exceeds the limit of ${maxReferences}.`);
  }
  checkGroup(tenant, properties, id);
  // All or nothing: the references are checked before any of them is written.
  if (references.length > 0) bindReferences(tenant, id, references);
  if (Object.keys(properties).length > 0) {
    const latest = tenant.latest(id)?.properties ?? {};
    tenant.change(id, { properties: { ...latest, ...properties } }, Object.keys(properties));
  }
}

/** `PATCH /groups(uniqueName='…')`: with `Prefer: create-if-missing` an upsert. */
export function upsertGroup(
  tenant: Tenant,
  uniqueName: string,
  body: Properties,
  createIfMissing: boolean,
): { readonly id: string; readonly created: boolean } {
  for (const entry of tenant.entries.values()) {
    const version = entry.versions.at(-1);
    if (version === undefined || version.deleted || version.properties['uniqueName'] !== uniqueName) continue;
    updateGroup(tenant, entry.id, body);
    return { id: entry.id, created: false };
  }
  if (!createIfMissing) throw denied();
  return { id: createGroup(tenant, { ...body, uniqueName }), created: true };
}

function split(body: Properties) {
  const properties: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!name.endsWith('@odata.bind')) properties[name] = value;
  }
  return { properties, references: referencesIn(body) };
}

const invalid = (name: string) =>
  badRequest(`Invalid value specified for property '${name}' of resource 'Group'.`, [
    { code: 'InvalidValue', message: `Invalid value for ${name}.`, target: name },
  ]);

function checkGroup(tenant: Tenant, body: Properties, id: string | null): void {
  const name = body['displayName'];
  if (typeof name === 'string' && name.length > 256) throw invalid('displayName');
  const description = body['description'];
  if (typeof description === 'string' && description.length > 1024) throw invalid('description');
  const nickname = body['mailNickname'];
  if (typeof nickname !== 'string') return;
  if (!isAscii(nickname) || mailNicknameForbidden.test(nickname) || nickname.length > 64) {
    throw invalid('mailNickname');
  }
  // Unique among Microsoft 365 groups only.
  if (!isUnified(body)) return;
  for (const { entry, version } of tenant.living('group')) {
    const other = String(version.properties['mailNickname']).toLowerCase();
    if (entry.id !== id && isUnified(version.properties) && other === nickname.toLowerCase()) {
      throw conflict('mailNickname');
    }
  }
}

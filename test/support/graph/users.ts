/** Creating and changing users as Graph checks them. */
import { badRequest, conflict } from './failure.ts';
import { isAscii, requireWritable } from './properties.ts';
import type { Properties, Tenant } from './tenant.ts';

export function createUser(tenant: Tenant, body: Properties): string {
  requireWritable('user', body);
  const external = Array.isArray(body['identities']);
  const required = external
    ? ['displayName', 'passwordProfile']
    : ['displayName', 'accountEnabled', 'mailNickname', 'userPrincipalName', 'passwordProfile'];
  for (const name of required) {
    if (body[name] === undefined || body[name] === null) {
      throw badRequest(`A value is required for property '${name}' of resource 'User'.`, [
        { code: 'MissingValue', message: `A value is required for ${name}.`, target: name },
      ]);
    }
  }
  checkUser(tenant, body, null);
  const kept: Record<string, unknown> = { ...body };
  delete kept['passwordProfile'];
  const id = tenant.add('user', {
    accountEnabled: true,
    userType: 'Member',
    createdDateTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    ...kept,
  });
  return id;
}

export function updateUser(tenant: Tenant, id: string, body: Properties): void {
  requireWritable('user', body);
  const { version } = tenant.require(id, 'user');
  if (body['displayName'] === null) throw invalid('displayName');
  if (version.properties['onPremisesSyncEnabled'] === true && Object.keys(body).length > 0) {
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    );
  }
  checkUser(tenant, body, id);
  const latest = tenant.latest(id)?.properties ?? {};
  const extension = body['onPremisesExtensionAttributes'];
  const merged =
    extension === undefined
      ? {}
      : {
          onPremisesExtensionAttributes: {
            ...(latest['onPremisesExtensionAttributes'] as object | undefined),
            ...(extension as object),
          },
        };
  tenant.change(id, { properties: { ...latest, ...body, ...merged } }, Object.keys(body));
}

const invalid = (name: string) =>
  badRequest(`Invalid value specified for property '${name}' of resource 'User'.`, [
    { code: 'InvalidValue', message: `Invalid value for ${name}.`, target: name },
  ]);

function checkUser(tenant: Tenant, body: Properties, id: string | null): void {
  const upn = body['userPrincipalName'];
  if (typeof upn === 'string') {
    if (!/^[A-Za-z0-9'._!#^~-]+@[A-Za-z0-9.-]+$/.test(upn)) throw invalid('userPrincipalName');
    if (!upn.toLowerCase().endsWith(`@${tenant.domain}`)) throw invalid('userPrincipalName');
    for (const { entry, version } of tenant.living('user')) {
      const other = version.properties['userPrincipalName'];
      if (entry.id !== id && String(other).toLowerCase() === upn.toLowerCase()) {
        throw conflict('userPrincipalName');
      }
    }
  }
  const nickname = body['mailNickname'];
  if (typeof nickname === 'string' && (!isAscii(nickname) || nickname.length > 64))
    throw invalid('mailNickname');
  const name = body['displayName'];
  if (typeof name === 'string' && name.length > 256) throw invalid('displayName');
  const profile = body['passwordProfile'] as { password?: unknown } | null | undefined;
  if (profile !== undefined && profile !== null) {
    const { password } = profile;
    if (typeof password !== 'string' || password.length < 8) {
      throw badRequest(
        'The specified password does not comply with password complexity requirements. Please provide a different password.',
        [{ code: 'PasswordTooWeak', message: 'The password is too weak.', target: 'passwordProfile' }],
      );
    }
  }
}

/** `customers` and `orgunits` of the Directory API. */
import type { FastifyInstance } from 'fastify';
import { exists, invalid, notFound } from './answers.ts';
import { customerId, etagOf, type GoogleDirectory, type OrgUnit } from './directory.ts';

type Query = Readonly<Record<string, string | undefined>>;

export function orgUnitRoutes(app: FastifyInstance, directory: GoogleDirectory): void {
  app.get('/customers/:customer', (request) => {
    requireCustomer(request.params);
    return {
      kind: 'admin#directory#customer',
      etag: etagOf({ customerId }),
      id: customerId,
      customerDomain: directory.domain,
      customerCreationTime: '2020-01-01T00:00:00.000Z',
      language: 'en',
    };
  });

  app.get('/customer/:customer/domains', (request) => {
    requireCustomer(request.params);
    const domains = [
      { kind: 'admin#directory#domain', domainName: directory.domain, isPrimary: true, verified: true },
    ];
    return { kind: 'admin#directory#domains', etag: etagOf(domains), domains };
  });

  app.get('/customer/:customer/orgunits', (request) => {
    requireCustomer(request.params);
    const { type = 'children', orgUnitPath = '/' } = request.query as Query;
    const below = orgUnitPath === '/' ? '/' : `${orgUnitPath}/`;
    const found = [...directory.orgUnits.values()].filter((unit) =>
      type === 'all' ? unit.orgUnitPath.startsWith(below) : unit.parentOrgUnitPath === orgUnitPath,
    );
    return {
      kind: 'admin#directory#orgUnits',
      etag: etagOf(found),
      ...(found.length === 0 ? {} : { organizationUnits: found.map(shown) }),
    };
  });

  /** By its path without the first slash, or by its id. */
  app.get('/customer/:customer/orgunits/*', (request) => {
    requireCustomer(request.params);
    const key = (request.params as { '*': string })['*'];
    const unit = [...directory.orgUnits.values()].find(
      ({ orgUnitId, orgUnitPath }) =>
        orgUnitId === key || orgUnitPath.toLowerCase() === `/${key.toLowerCase()}`,
    );
    if (unit === undefined) throw notFound('orgUnitId');
    return shown(unit);
  });

  app.post('/customer/:customer/orgunits', (request) => {
    requireCustomer(request.params);
    const body = request.body as { name?: unknown; parentOrgUnitPath?: unknown; description?: unknown };
    if (typeof body.name !== 'string' || body.name === '' || body.name.includes('/'))
      throw invalid('Ou name');
    const parentOrgUnitPath = directory.requireOrgUnit(body.parentOrgUnitPath);
    const orgUnitPath = `${parentOrgUnitPath === '/' ? '' : parentOrgUnitPath}/${body.name}`;
    if ([...directory.orgUnits.values()].some((unit) => unit.orgUnitPath === orgUnitPath)) throw exists();
    const unit = directory.addOrgUnit(orgUnitPath);
    if (typeof body.description === 'string') unit.description = body.description;
    return shown(unit);
  });
}

function requireCustomer(params: unknown): void {
  const { customer } = params as { customer?: string };
  if (customer !== 'my_customer' && customer !== customerId) throw notFound('customer');
}

const shown = (unit: OrgUnit) => ({ kind: 'admin#directory#orgUnit', etag: etagOf(unit), ...unit });

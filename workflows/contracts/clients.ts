/** What people sign in by, and which of it a role is for (access-and-approvals 1, 3). */
export const clientTypes = ['admin-center', 'portal', 'mobile', 'command-line', 'api'] as const;
export type ClientType = (typeof clientTypes)[number];

/** A client says itself what it is: which role applies follows from it, so no role may rely on it to keep its holders out. */
export interface Client {
  readonly type: ClientType;
  /** Of a portal its id; of the others their type. */
  readonly name: string;
}

/** A client of which there is one. */
export const soleClient = (type: Exclude<ClientType, 'portal'>): Client => ({ type, name: type });
export const portalClient = (portalId: string): Client => ({ type: 'portal', name: portalId });

export const clientFields = ['clientName', 'clientType'] as const;
export const clientOperators = ['is', 'isNot'] as const;

export interface ClientRow {
  readonly field: (typeof clientFields)[number];
  readonly operator: (typeof clientOperators)[number];
  /** A client's name or type, as in {@link Client}. */
  readonly value: string;
}

export interface ClientExpression {
  readonly join: 'and' | 'or';
  readonly rows: readonly ClientRow[];
}

/** @param expression null or without rows: every client */
export function admitsClient(expression: ClientExpression | null, client: Client): boolean {
  if (expression === null || expression.rows.length === 0) return true;
  const holds = ({ field, operator, value }: ClientRow): boolean =>
    (operator === 'is') === ((field === 'clientName' ? client.name : client.type) === value);
  return expression.join === 'and' ? expression.rows.every(holds) : expression.rows.some(holds);
}

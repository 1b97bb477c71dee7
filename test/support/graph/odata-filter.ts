/** `$filter` as directory objects take it: parsed, checked against what each property supports, evaluated. */
import { badRequest, unsupportedQuery } from './failure.ts';
import { propertyOf } from './properties.ts';
import type { ObjectType, Properties } from './tenant.ts';

type Value = string | boolean | null;
type Node =
  | { readonly op: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly op: 'not'; readonly node: Node }
  | { readonly op: 'compare'; readonly path: string; readonly test: string; readonly value: Value }
  | { readonly op: 'in'; readonly path: string; readonly values: readonly Value[] }
  | { readonly op: 'any'; readonly path: string; readonly variable: string; readonly node: Node };

/** Directory objects take so many at most. */
const maxClauses = 15;

export interface ParsedFilter {
  /** Works only with `ConsistencyLevel: eventual` and `$count=true`. */
  readonly advanced: boolean;
  matches(properties: Properties): boolean;
}

export function parseFilter(type: ObjectType, source: string): ParsedFilter {
  const parser = new Parser(tokenize(source));
  const root = parser.expression();
  parser.end();
  const check = { advanced: false, clauses: 0 };
  inspect(type, root, null, check);
  if (check.clauses > maxClauses) {
    throw badRequest(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${check.clauses}. Max allowed: ${maxClauses}.`,
    );
  }
  return { advanced: check.advanced, matches: (properties) => evaluate(root, properties, {}) };
}

function tokenize(source: string): string[] {
  const tokens: string[] = [];
  const pattern = /\s*('(?:[^']|'')*'|[A-Za-z_][\w./]*|[(),:]|-?\d[\w.:+-]*)/gy;
  while (pattern.lastIndex < source.trimEnd().length) {
    const found = pattern.exec(source);
    if (found?.[1] === undefined) throw badRequest('Invalid filter clause.');
    tokens.push(found[1]);
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw badRequest('Invalid filter clause.');
  }

  expression(): Node {
    let left = this.#conjunction();
    while (this.#word('or')) left = { op: 'or', left, right: this.#conjunction() };
    return left;
  }

  #conjunction(): Node {
    let left = this.#unary();
    while (this.#word('and')) left = { op: 'and', left, right: this.#unary() };
    return left;
  }

  #unary(): Node {
    if (this.#word('not')) return { op: 'not', node: this.#unary() };
    if (this.#peek() === '(') {
      this.#take('(');
      const node = this.expression();
      this.#take(')');
      return node;
    }
    return this.#clause();
  }

  #clause(): Node {
    const path = this.#next();
    if (/^(startsWith|endsWith|contains)$/i.test(path)) {
      this.#take('(');
      const property = this.#next();
      this.#take(',');
      const value = this.#value();
      this.#take(')');
      return { op: 'compare', path: property, test: path.toLowerCase(), value };
    }
    if (path.endsWith('/any')) {
      this.#take('(');
      const variable = this.#next();
      this.#take(':');
      const node = this.expression();
      this.#take(')');
      return { op: 'any', path: path.slice(0, -'/any'.length), variable, node };
    }
    const test = this.#next().toLowerCase();
    if (test === 'in') {
      this.#take('(');
      const values = [this.#value()];
      while (this.#peek() === ',') {
        this.#take(',');
        values.push(this.#value());
      }
      this.#take(')');
      return { op: 'in', path, values };
    }
    if (!['eq', 'ne', 'ge', 'le', 'gt', 'lt'].includes(test)) throw badRequest('Invalid filter clause.');
    return { op: 'compare', path, test, value: this.#value() };
  }

  #value(): Value {
    const token = this.#next();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'true' || token === 'false') return token === 'true';
    return token === 'null' ? null : token;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw badRequest('Invalid filter clause.');
    this.#at += 1;
    return token;
  }

  #word(word: string): boolean {
    if (this.#peek()?.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #take(token: string): void {
    if (this.#next() !== token) throw badRequest('Invalid filter clause.');
  }
}

function inspect(
  type: ObjectType,
  node: Node,
  lambda: { variable: string; path: string } | null,
  check: { advanced: boolean; clauses: number },
): void {
  switch (node.op) {
    case 'and':
    case 'or':
      inspect(type, node.left, lambda, check);
      inspect(type, node.right, lambda, check);
      return;
    case 'not':
      check.advanced = true;
      inspect(type, node.node, lambda, check);
      return;
    case 'any':
      inspect(type, node.node, { variable: node.variable, path: node.path }, check);
      return;
    case 'in':
    case 'compare': {
      check.clauses += node.op === 'in' ? node.values.length : 1;
      const [first = ''] = node.path.split('/');
      const name = lambda !== null && first === lambda.variable ? lambda.path : first;
      const property = propertyOf(type, name);
      if (property === null) {
        throw badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`);
      }
      const nested = name === 'onPremisesExtensionAttributes';
      if (property.filter === undefined && !nested) {
        throw unsupportedQuery(
          `Unsupported or invalid query filter clause specified for property '${name}'.`,
        );
      }
      const test = node.op === 'in' ? 'eq' : node.test;
      if (test === 'contains' || (test === 'endswith' && property.endsWith !== true)) {
        throw unsupportedQuery(
          `Unsupported or invalid query filter clause specified for property '${name}'.`,
        );
      }
      if (test === 'ne' || test === 'endswith' || nested) check.advanced = true;
      if (test === 'startswith' && property.startsWith !== true) check.advanced = true;
      if ((test === 'ge' || test === 'le') && property.startsWith !== true) check.advanced = true;
      if (property.filter === 'advanced') check.advanced = true;
      if (node.op === 'compare' && node.value === null) check.advanced = true;
    }
  }
}

const fold = (value: unknown): string | boolean | null =>
  typeof value === 'string' ? value.toLowerCase() : typeof value === 'boolean' ? value : null;

function lookUp(path: string, properties: Properties, variables: Properties): unknown {
  const [first = '', ...rest] = path.split('/');
  let value: unknown = Object.hasOwn(variables, first) ? variables[first] : properties[first];
  for (const step of rest) {
    value = typeof value === 'object' && value !== null ? (value as Properties)[step] : null;
  }
  return value ?? null;
}

function evaluate(node: Node, properties: Properties, variables: Properties): boolean {
  switch (node.op) {
    case 'and':
      return evaluate(node.left, properties, variables) && evaluate(node.right, properties, variables);
    case 'or':
      return evaluate(node.left, properties, variables) || evaluate(node.right, properties, variables);
    case 'not':
      return !evaluate(node.node, properties, variables);
    case 'any': {
      const list = lookUp(node.path, properties, variables);
      return (
        Array.isArray(list) &&
        list.some((each) => evaluate(node.node, properties, { ...variables, [node.variable]: each }))
      );
    }
    case 'in': {
      const value = fold(lookUp(node.path, properties, variables));
      return node.values.some((each) => fold(each) === value);
    }
    case 'compare': {
      const value = fold(lookUp(node.path, properties, variables));
      const wanted = fold(node.value);
      if (node.test === 'eq') return value === wanted;
      if (node.test === 'ne') return value !== wanted;
      if (typeof value !== 'string' || typeof wanted !== 'string') return false;
      switch (node.test) {
        case 'startswith':
          return value.startsWith(wanted);
        case 'endswith':
          return value.endsWith(wanted);
        case 'ge':
          return value >= wanted;
        case 'le':
          return value <= wanted;
        case 'gt':
          return value > wanted;
        default:
          return value < wanted;
      }
    }
  }
}

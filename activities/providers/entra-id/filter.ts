/**
 * The one visitor from the portable filter tree to OData. `native AND residual` equals the filter:
 * a conjunction is split; a disjunction or negation with a part that Graph cannot evaluate is left
 * over as a whole, and the search evaluates it on each page.
 */
import type { Comparison, Filter } from '../../../workflows/contracts/filter.ts';
import { canStand } from '../evaluate-filter.ts';
import { ProviderError } from '../contract.ts';
import { allOf, anyOf, clausesOf, constant, negated, type ODataFilter } from './odata.ts';
import { attributeOf, type EntraKind, entraKinds, type Extensions, isExtension } from './schema.ts';
import { groupCategory } from './vocabulary.ts';

/** Graph refuses longer ones. */
const maxClauses = 15;

export interface Compiled {
  readonly native: ODataFilter;
  readonly residual: Filter | null;
}

/** @throws `value.invalid` for an attribute that Entra ID does not have */
export function compileFilter(kind: EntraKind, filter: Filter | undefined, extensions: Extensions): Compiled {
  if (filter === undefined) return { native: constant(true), residual: null };
  const compiled = visit({ kind, extensions }, filter);
  return clausesOf(compiled.native) > maxClauses ? { native: constant(true), residual: filter } : compiled;
}

/** What can be compared. */
interface Schema {
  readonly kind: EntraKind;
  readonly extensions: Extensions;
}

function visit(schema: Schema, filter: Filter): Compiled {
  switch (filter.op) {
    case 'compare': {
      const native = compare(schema, filter);
      return native === null ? { native: constant(true), residual: filter } : { native, residual: null };
    }
    case 'not': {
      const { native, residual } = visit(schema, filter.node);
      if (residual !== null) return { native: constant(true), residual: filter };
      return { native: negated(native), residual: null };
    }
    case 'or': {
      const parts = filter.nodes.map((node) => visit(schema, node));
      if (parts.some(({ residual }) => residual !== null))
        return { native: constant(true), residual: filter };
      return { native: anyOf(parts.map(({ native }) => native)), residual: null };
    }
    case 'and': {
      const parts = filter.nodes.map((node) => visit(schema, node));
      const residuals = parts.map(({ residual }) => residual).filter((residual) => residual !== null);
      const [only] = residuals;
      return {
        native: allOf(parts.map(({ native }) => native)),
        residual: only === undefined ? null : residuals.length === 1 ? only : { op: 'and', nodes: residuals },
      };
    }
  }
}

/** @returns null where Graph cannot evaluate it */
function compare({ kind, extensions }: Schema, comparison: Comparison): ODataFilter | null {
  const { attribute, test } = comparison;
  if (entraKinds.every((each) => attributeOf(each, attribute, extensions) === null)) {
    throw new ProviderError('value.invalid', `Entra ID has no attribute ${JSON.stringify(attribute)}.`, {
      attributes: [attribute],
    });
  }
  const info = attributeOf(kind, attribute, extensions);
  // Objects of the other kind may have it; these never do.
  if (info === null) return constant(false);
  if (attribute === 'members') {
    throw new ProviderError(
      'value.invalid',
      'Entra ID cannot search groups by their members. Look at the groups of the person instead.',
      { attributes: [attribute] },
    );
  }
  const property = isExtension(attribute) ? `onPremisesExtensionAttributes/${attribute}` : attribute;
  if (test === 'present') {
    if (attribute === 'id' || attribute === groupCategory || attribute === 'distinguishedName')
      return constant(true);
    return info.filter === 'no' ? null : { op: 'present', property };
  }
  const { value } = comparison;
  // A value that can stand nowhere matches nothing.
  if (!canStand(value)) return constant(false);
  if (attribute === groupCategory) return test === 'equals' ? compareCategory(value) : null;
  if (info.filter === 'no') return null;
  const indexed = info.filter === 'indexed';
  if (info.type === 'boolean') {
    if (test !== 'equals') return null;
    if (value !== 'true' && value !== 'false') return constant(false);
    return {
      op: 'compare',
      test: 'eq',
      property,
      value: { type: 'boolean', value: value === 'true' },
      indexed,
    };
  }
  if (info.type === 'time') {
    const instant = new Date(value);
    const operator =
      test === 'equals' ? 'eq' : test === 'greaterOrEqual' ? 'ge' : test === 'lessOrEqual' ? 'le' : null;
    if (operator === null) return null;
    if (Number.isNaN(instant.getTime())) return constant(false);
    return { op: 'compare', test: operator, property, value: { type: 'instant', value: instant }, indexed };
  }
  const text = { type: 'text', value } as const;
  switch (test) {
    case 'equals':
      if (value === '') return constant(false);
      return { op: 'compare', test: 'eq', property, value: text, indexed };
    case 'startsWith':
      if (attribute === 'id') return null;
      if (value === '') return { op: 'present', property };
      return { op: 'compare', test: 'startsWith', property, value: text, indexed };
    case 'endsWith':
      if (!info.endsWith) return null;
      if (value === '') return { op: 'present', property };
      return { op: 'compare', test: 'endsWith', property, value: text, indexed: true };
    // Graph has no such operator for directory objects, and sorts text by rules of its own.
    case 'contains':
    case 'greaterOrEqual':
    case 'lessOrEqual':
      return null;
  }
}

/** The reverse of `categoryOf`. */
function compareCategory(value: string): ODataFilter {
  const security = allOf([
    {
      op: 'compare',
      test: 'eq',
      property: 'securityEnabled',
      value: { type: 'boolean', value: true },
      indexed: false,
    },
    negated({ op: 'holds', property: 'groupTypes', value: 'Unified' }),
  ]);
  if (value === 'security') return security;
  return value === 'distribution' ? negated(security) : constant(false);
}

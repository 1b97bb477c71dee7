/**
 * The one visitor from the portable filter tree to LDAP: ldapts' Filter objects, which carry values
 * as length-delimited bytes. No filter is ever a string, so nothing needs escaping.
 */
import {
  AndFilter,
  EqualityFilter,
  type Filter as LdapFilter,
  GreaterThanEqualsFilter,
  LessThanEqualsFilter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from 'ldapts';
import type { Comparison, ComparisonTest, Filter } from '../../../workflows/contracts/filter.ts';
import { canStand } from '../evaluate-filter.ts';

/** What a directory makes of one comparison; null where it cannot evaluate it. */
export type CompileComparison = (comparison: Comparison) => LdapFilter | null;

export interface CompiledFilter {
  /** What the directory evaluates; null for everything. */
  readonly native: LdapFilter | null;
  /** What the caller has to evaluate on the answer; null for nothing. */
  readonly residual: Filter | null;
}

/** Matches every object. */
export const everything = (): LdapFilter => new PresenceFilter({ attribute: 'objectClass' });
/** Matches no object. */
export const nothing = (): LdapFilter => new NotFilter({ filter: everything() });

/**
 * `native AND residual` equals `filter`. A conjunction is split; a disjunction or negation with a
 * part that the directory cannot evaluate is left to the caller as a whole.
 */
export function toLdapFilter(filter: Filter, compile: CompileComparison): CompiledFilter {
  switch (filter.op) {
    case 'compare': {
      const native = compile(filter);
      return native === null ? { native: null, residual: filter } : { native, residual: null };
    }
    case 'not': {
      const { native, residual } = toLdapFilter(filter.node, compile);
      if (residual !== null) return { native: null, residual: filter };
      return { native: native === null ? nothing() : new NotFilter({ filter: native }), residual: null };
    }
    case 'or': {
      const parts = filter.nodes.map((node) => toLdapFilter(node, compile));
      if (parts.some(({ residual }) => residual !== null)) return { native: null, residual: filter };
      if (parts.some(({ native }) => native === null)) return { native: null, residual: null };
      return { native: anyOf(parts.map(({ native }) => native ?? everything())), residual: null };
    }
    case 'and': {
      const parts = filter.nodes.map((node) => toLdapFilter(node, compile));
      const natives = parts.map(({ native }) => native).filter((native) => native !== null);
      const residuals = parts.map(({ residual }) => residual).filter((residual) => residual !== null);
      const [only] = residuals;
      return {
        native: natives.length === 0 ? null : allOf(natives),
        residual: only === undefined ? null : residuals.length === 1 ? only : { op: 'and', nodes: residuals },
      };
    }
  }
}

/** A conjunction; of nothing, everything. */
export function allOf(filters: readonly LdapFilter[]): LdapFilter {
  const [only] = filters;
  if (only === undefined) return everything();
  return filters.length === 1 ? only : new AndFilter({ filters: [...filters] });
}

/** A disjunction; of nothing, nothing. */
export function anyOf(filters: readonly LdapFilter[]): LdapFilter {
  const [only] = filters;
  if (only === undefined) return nothing();
  return filters.length === 1 ? only : new OrFilter({ filters: [...filters] });
}

/** White space that matching rules pass over (RFC 4518 2.6), each in a way of its own where parts are compared. */
const insignificantSpace = /^\s|\s$|\s\s/u;

/**
 * The comparison of a text people wrote; null where directories differ: each sorts text by rules of its
 * own, and white space at an end of a part or twice in a row counts in some and not in others. Whole
 * values are equal where the directory says so.
 */
export function compareWords(attribute: string, test: ComparisonTest, value: string): LdapFilter | null {
  const isOrder = test === 'greaterOrEqual' || test === 'lessOrEqual';
  const isPart = test !== 'equals' && insignificantSpace.test(value);
  return isOrder || isPart ? null : compareText(attribute, test, value);
}

/** Presence, or the comparison of a value that needs no translation. */
export function compareText(attribute: string, test: ComparisonTest, value: string): LdapFilter {
  if (!canStand(value)) return nothing();
  // LDAP has no empty values: every value contains the empty text, and none equals it or comes before it.
  if (value === '') {
    return test === 'equals' || test === 'lessOrEqual' ? nothing() : new PresenceFilter({ attribute });
  }
  switch (test) {
    case 'equals':
      return new EqualityFilter({ attribute, value });
    case 'startsWith':
      return new SubstringFilter({ attribute, initial: value });
    case 'endsWith':
      return new SubstringFilter({ attribute, final: value });
    case 'contains':
      return new SubstringFilter({ attribute, any: [value] });
    case 'greaterOrEqual':
      return new GreaterThanEqualsFilter({ attribute, value });
    case 'lessOrEqual':
      return new LessThanEqualsFilter({ attribute, value });
  }
}

/** The visitor from the portable filter tree, and from a part of a list, to Elasticsearch's queries. */
import type { estypes } from '@elastic/elasticsearch';
import type { Comparison, ComparisonTest, Filter } from '../../../workflows/contracts/filter.ts';
import type { DirectoryField } from '../../platform/directory-fields.ts';
import { fold } from '../../platform/fold.ts';
import { isNamedByHidden, readableNames } from '../../platform/search-text.ts';
import type { Fields, ListPart, QuickSearch, Visibility } from '../contract.ts';
import type { Match } from '../index.ts';
import { placeAttribute } from '../place-filter.ts';
import { exactAttributes, searchedSources } from '../quick-fields.ts';
import { type QuickWord, readQuickText } from '../quick-text.ts';
import { hiddenOf } from '../readable.ts';
import type { Memberships } from './memberships.ts';
import { beyondAttribute, displayNameTerm, literal, term, textTerm } from './terms.ts';

type Query = estypes.QueryDslQueryContainer;

const all = (filter: Query[]): Query => ({ bool: { filter } });
const any = (should: Query[]): Query =>
  should.length === 0 ? { match_none: {} } : { bool: { should, minimum_should_match: 1 } };
const none = (query: Query): Query => ({ bool: { must_not: [query] } });

/** Elasticsearch's own bound of one query (`index.max_terms_count`). */
const maxTerms = 65_536;

function oneOf(field: string, values: readonly string[]): Query {
  const queries: Query[] = [];
  for (let at = 0; at < values.length; at += maxTerms) {
    queries.push({ terms: { [field]: values.slice(at, at + maxTerms) } });
  }
  return any(queries);
}

/** @param memberships what the groups named in it hold, looked up beforehand */
export function queryOf(part: ListPart, match: Match, memberships: Memberships): Query {
  const { storeId, kind, membersOf, groupsOf, search, quick, filter, fields, visible, scope, hidden } = part;
  return all([
    { term: { storeId } },
    ...(kind === undefined ? [] : [oneOf('kind', [kind].flat())]),
    ...(visible === undefined ? [] : visibleTo(visible)),
    ...(scope === undefined ? [] : [compileFilter(scope.filter, scope.fields, memberships)]),
    ...(membersOf === undefined
      ? []
      : [oneOf('groups', membersOf.nested ? memberships.groupsIn(membersOf.groupId) : [membersOf.groupId])]),
    ...(groupsOf === undefined
      ? []
      : [oneOf('objectId', memberships.groupsAround(groupsOf.memberId, groupsOf.nested))]),
    ...(search === undefined ? [] : searched(search, hiddenOf(hidden, kind))),
    ...(quick === undefined ? [] : [quickly(fields, quick, match)]),
    ...(filter === undefined ? [] : [compileFilter(filter, fields, memberships)]),
  ]);
}

const visibleTo = ({ privateGroups, only }: Visibility): Query[] => [
  ...(only === undefined ? [] : [oneOf('objectId', only)]),
  ...(privateGroups === undefined
    ? []
    : [any([none({ term: { securityType: 'private' } }), oneOf('objectId', privateGroups)])]),
];

/** Every word typed stands somewhere in the object's names; in those the reader reads, where some are hidden. */
function searched(search: string, hidden: ReadonlySet<string> | undefined): Query[] {
  const names = isNamedByHidden(hidden) ? [displayNameTerm, ...readableNames(hidden)] : [textTerm];
  return fold(search)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => any(names.map((name) => compared(name, 'contains', word))));
}

function quickly(fields: Fields, quick: QuickSearch, match: Match): Query {
  const { whole, words } = readQuickText(quick.text);
  const exactly = oneOf(
    'values',
    exactAttributes(fields).map((attribute) => term(attribute, whole)),
  );
  const { attributes, displayName } = searchedSources(fields, quick.fields);
  const sources = [...(displayName ? [displayNameTerm] : []), ...attributes];
  const beginning = all(words.map((word) => any(sources.map((source) => wordBegins(source, word)))));
  switch (match) {
    case 'exact':
      return exactly;
    case 'others':
      return { bool: { filter: [beginning], must_not: [exactly] } };
    case 'all':
      return any([exactly, beginning]);
  }
}

function wordBegins(source: string, { runs, anywhere }: QuickWord): Query {
  const [first = '', ...more] = runs;
  if (!anywhere && more.length === 0) return { prefix: { words: { value: term(source, first) } } };
  const pattern = `${anywhere ? '*' : ''}${runs.map(literal).join('*')}*`;
  return { wildcard: { words: { value: `${literal(term(source, ''))}${pattern}` } } };
}

/** @param fields of the store whose objects are asked for; the filter has been checked against them */
function compileFilter(filter: Filter, fields: Fields, memberships: Memberships): Query {
  switch (filter.op) {
    case 'and':
      return all(filter.nodes.map((node) => compileFilter(node, fields, memberships)));
    case 'or':
      return any(filter.nodes.map((node) => compileFilter(node, fields, memberships)));
    case 'not':
      return none(compileFilter(filter.node, fields, memberships));
    case 'compare': {
      if (filter.attribute === placeAttribute && filter.test !== 'present') {
        return { prefix: { place: { value: filter.value } } };
      }
      const field = fields.get(filter.attribute);
      if (field === undefined) throw new Error(`The filter was not checked: ${filter.attribute}`);
      return compileComparison(filter, field, memberships);
    }
  }
}

function compileComparison(
  comparison: Comparison,
  { source }: DirectoryField,
  memberships: Memberships,
): Query {
  const present = comparison.test === 'present';
  switch (source.from) {
    case 'attribute':
      return present
        ? { term: { has: source.attribute } }
        : compared(source.attribute, comparison.test, fold(comparison.value));
    case 'column':
      if (present) return { match_all: {} };
      return source.column === 'displayName'
        ? compared(displayNameTerm, comparison.test, fold(comparison.value))
        : { term: { [source.column]: comparison.value } };
    case 'setting':
      return present ? { match_all: {} } : { term: { securityType: comparison.value } };
    case 'owner':
      return present ? { exists: { field: 'owners' } } : { term: { owners: comparison.value } };
    case 'member':
      return present
        ? { term: { hasMembers: true } }
        : oneOf('objectId', memberships.groupsAround(comparison.value, source.nested));
  }
}

/** @param value folded */
function compared(attribute: string, test: ComparisonTest, value: string): Query {
  const wildcard = (field: string, pattern: string): Query => ({
    wildcard: { [field]: { value: `${literal(term(attribute, ''))}${pattern}` } },
  });
  switch (test) {
    case 'equals':
      return { term: { values: term(attribute, value) } };
    case 'startsWith':
      return { prefix: { values: { value: term(attribute, value) } } };
    case 'endsWith':
      return any([wildcard('values', `*${literal(value)}`), wildcard('ends', `*${literal(value)}`)]);
    case 'contains':
      return any([wildcard('values', `*${literal(value)}*`), wildcard('pieces', `*${literal(value)}*`)]);
    case 'greaterOrEqual':
      return { range: { values: { gte: term(attribute, value), lt: beyondAttribute(attribute) } } };
    case 'lessOrEqual':
      return { range: { values: { gte: term(attribute, ''), lte: term(attribute, value) } } };
  }
}

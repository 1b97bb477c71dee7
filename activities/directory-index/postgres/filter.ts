/**
 * The one visitor from the portable filter tree to SQL over the index: drizzle's operators and
 * parameters only. Case and accents are folded on both sides by our one function.
 */
import { and, eq, exists, like, or, sql, type SQL } from 'drizzle-orm';
import type { Comparison, ComparisonTest, Filter } from '../../../workflows/contracts/filter.ts';
import type { Db } from '../../database/client.ts';
import { defaultGroupSettings } from '../../database/repositories/groups.ts';
import {
  additionalOwners,
  directoryMembers,
  directoryObjects,
  groupSettings,
} from '../../database/schema/directory.ts';
import type { DirectoryField } from '../../platform/directory-fields.ts';
import { fold } from '../../platform/fold.ts';
import type { Fields } from '../contract.ts';
import { placeAttribute } from '../place-filter.ts';
import { threeLetters } from './found-by.ts';
import { holdsObject } from './memberships.ts';

/** Where conditions are about. */
export interface FilterContext {
  readonly db: Db;
  /** The store's id, as a value of the query. */
  readonly store: SQL;
  /** Other conditions find the rows, and this one only sorts out: what would help an index is left away, for each row pays for it. */
  readonly sortsOut?: boolean;
  /** Places are compared with the rows that others have found, not looked up. */
  readonly looks?: 'aside' | 'up';
}

/** @param fields of the store whose objects are asked for; the filter has been checked against them */
export function compileFilter(context: FilterContext, filter: Filter, fields: Fields): SQL {
  switch (filter.op) {
    case 'and':
      return and(...filter.nodes.map((node) => compileFilter(context, node, fields))) ?? sql`true`;
    case 'or':
      return or(...filter.nodes.map((node) => compileFilter(context, node, fields))) ?? sql`false`;
    case 'not':
      // An object without the attribute matches a negated clause.
      return sql`(${compileFilter(context, filter.node, fields)}) is not true`;
    case 'compare': {
      if (filter.attribute === placeAttribute && filter.test !== 'present') {
        const inside = standsBelow(filter.value);
        return context.looks === 'aside' ? aside(inside) : inside;
      }
      const field = fields.get(filter.attribute);
      if (field === undefined) throw new Error(`The filter was not checked: ${filter.attribute}`);
      return compileComparison(context, filter, field);
    }
  }
}

function compileComparison(context: FilterContext, comparison: Comparison, { source }: DirectoryField): SQL {
  const { db } = context;
  switch (source.from) {
    case 'attribute':
      return attributeCondition(source.attribute, comparison, context.sortsOut === true);
    case 'column':
      return columnCondition(source.column, comparison);
    case 'setting':
      return settingCondition(db, comparison);
    case 'owner':
      return ownerCondition(db, source.attribute, comparison);
    case 'member':
      return memberCondition(context, source.nested, comparison);
  }
}

/** The same, which no index is asked for: the planner thinks little of reading much of one. */
export const aside = (condition: SQL): SQL => sql`(${condition}) is true`;

const { folded, place } = directoryObjects;

/** Keys end in a comma or slash, and what begins with one comes before the next character. */
export const endOfPlace = (key: string): string =>
  key.slice(0, -1) + String.fromCodePoint((key.codePointAt(key.length - 1) ?? 0) + 1);

/** A range, which an index answers. */
const standsBelow = (key: string): SQL => sql`(${place} >= ${key} and ${place} < ${endOfPlace(key)})`;

/** They have one value each. */
const ownAttributes: readonly string[] = ['$name', '$path'];

function attributeCondition(attribute: string, comparison: Comparison, sortsOut: boolean): SQL {
  if (comparison.test === 'present') return sql`${folded} ? ${attribute}::text`;
  const value = fold(comparison.value);
  if (comparison.test === 'equals') {
    return sql`${folded} @> ${JSON.stringify({ [attribute]: [value] })}::jsonb`;
  }
  if (sortsOut && ownAttributes.includes(attribute)) {
    return textCondition(sql`(${folded} -> ${attribute}::text ->> 0)`, comparison.test, value);
  }
  const matching = sql`exists (select 1 from jsonb_array_elements_text(${folded} -> ${attribute}::text) as one(value)
    where ${textCondition(sql`one.value`, comparison.test, value)})`;
  return sortsOut || comparison.test === 'greaterOrEqual' || comparison.test === 'lessOrEqual'
    ? matching
    : both(narrowed(value), matching);
}

/** True for every row the condition holds for, and answered by an index: the value stands somewhere in the row. */
const narrowed = (value: string): SQL | undefined =>
  threeLetters.test(value) ? like(directoryObjects.searchText, `%${escaped(value)}%`) : undefined;

/** `%`, `_` and `\` mean themselves. */
export const escaped = (value: string): string => value.replace(/[\\%_]/g, String.raw`\$&`);

const both = (narrowing: SQL | undefined, exact: SQL): SQL => and(narrowing, exact) ?? exact;

function textCondition(text: SQL, test: ComparisonTest, value: string): SQL {
  switch (test) {
    case 'equals':
      return sql`${text} = ${value}`;
    case 'startsWith':
      return sql`starts_with(${text}, ${value})`;
    case 'endsWith':
      return sql`right(${text}, char_length(${value}::text)) = ${value}`;
    case 'contains':
      return sql`strpos(${text}, ${value}) > 0`;
    case 'greaterOrEqual':
      return sql`${text} collate "C" >= ${value}`;
    case 'lessOrEqual':
      return sql`${text} collate "C" <= ${value}`;
  }
}

function columnCondition(column: 'displayName' | 'enabled' | 'kind', comparison: Comparison): SQL {
  if (comparison.test === 'present') return sql`true`;
  if (column === 'enabled') return eq(directoryObjects.enabled, comparison.value === 'true');
  if (column === 'kind') return sql`${directoryObjects.kind} = ${comparison.value}`;
  const value = fold(comparison.value);
  const exact = textCondition(sql`${directoryObjects.sortKey}`, comparison.test, value);
  const inWords = comparison.test === 'contains' || comparison.test === 'endsWith';
  return inWords ? both(narrowed(value), exact) : exact;
}

function settingCondition(db: Db, comparison: Comparison): SQL {
  if (comparison.test === 'present') return sql`true`;
  const { value } = comparison;
  const rows = (condition: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(groupSettings)
        .where(
          and(
            eq(groupSettings.storeId, directoryObjects.storeId),
            eq(groupSettings.groupId, directoryObjects.objectId),
            condition,
          ),
        ),
    );
  // A group without settings has the default ones.
  return value === defaultGroupSettings.securityType
    ? sql`not ${rows(sql`${groupSettings.securityType} <> ${value}`)}`
    : rows(sql`${groupSettings.securityType} = ${value}`);
}

function ownerCondition(db: Db, attribute: string | undefined, comparison: Comparison): SQL {
  const additionally = exists(
    db
      .select({ one: sql`1` })
      .from(additionalOwners)
      .where(
        and(
          eq(additionalOwners.storeId, directoryObjects.storeId),
          eq(additionalOwners.groupId, directoryObjects.objectId),
          comparison.test === 'present' ? undefined : eq(additionalOwners.ownerId, comparison.value),
        ),
      ),
  );
  if (attribute === undefined) return additionally;
  const primarily =
    comparison.test === 'present'
      ? sql`${folded} ? ${attribute}::text`
      : sql`${directoryObjects.attributes} @> ${JSON.stringify({ [attribute]: [comparison.value] })}::jsonb`;
  return or(additionally, primarily) ?? additionally;
}

function memberCondition({ db, store }: FilterContext, nested: boolean, comparison: Comparison): SQL {
  if (comparison.test !== 'present') return holdsObject({ memberId: comparison.value, nested }, store);
  return exists(
    db
      .select({ one: sql`1` })
      .from(directoryMembers)
      .where(
        and(
          eq(directoryMembers.storeId, directoryObjects.storeId),
          eq(directoryMembers.groupId, directoryObjects.objectId),
        ),
      ),
  );
}

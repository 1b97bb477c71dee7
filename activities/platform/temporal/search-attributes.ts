/** Search attributes: registered once by the worker, set by the API at each start. */
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { searchAttributes as names } from '../../../workflows/contracts/search-attributes.ts';

const keys = {
  action: defineSearchAttributeKey(names.action, SearchAttributeType.KEYWORD),
  storeId: defineSearchAttributeKey(names.storeId, SearchAttributeType.KEYWORD),
  actorId: defineSearchAttributeKey(names.actorId, SearchAttributeType.KEYWORD),
};

export const searchAttributesOf = (values: { action: string; storeId: string; actorId: string }) =>
  new TypedSearchAttributes([
    { key: keys.action, value: values.action },
    { key: keys.storeId, value: values.storeId },
    { key: keys.actorId, value: values.actorId },
  ]);

/** Idempotent: adds only what the namespace lacks. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(names).filter((name) => !(name in customAttributes));
  if (missing.length === 0) return;
  const keyword = proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
  });
}

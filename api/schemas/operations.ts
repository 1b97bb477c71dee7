import { Type } from 'typebox';

export const Operation = Type.Object(
  { operationId: Type.String({ description: 'The same while one is under way' }) },
  { title: 'Operation' },
);

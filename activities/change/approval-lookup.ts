/** What moving a step asks of its store: who is above whom, and who can be asked. */
import type { StoredSettings } from '../database/repositories/approval-workflows.ts';
import type { Request } from '../database/repositories/requests.ts';
import type { ClimbRules, Lookup } from '../platform/approvals/climb.ts';
import { type DirectoryReader, peopleAmong, readIds } from '../platform/approvals/people.ts';

export interface Looking {
  readonly request: Request;
  readonly settings: StoredSettings;
  readonly reader: DirectoryReader;
}

export function lookAround({ request, settings, reader }: Looking): {
  readonly rules: ClimbRules;
  readonly look: Lookup;
} {
  const { manager, owner } = reader.vocabulary;
  const first = async (id: string, attribute: string | undefined): Promise<string | null> => {
    const [object] = attribute === undefined ? [] : await readIds(reader, [id]);
    return object?.attributes[attribute ?? '']?.[0] ?? null;
  };
  return {
    rules: {
      maxLevels: settings.maxLevels,
      defaultApproverId: settings.defaultApproverId,
      requesterId: request.actorId,
    },
    look: {
      find: async (id) => {
        const [object] = await readIds(reader, [id]);
        if (object?.kind !== 'user' && object?.kind !== 'group') return null;
        return { kind: object.kind, enabled: object.enabled };
      },
      managerOf: (id) => first(id, manager),
      ownerOf: (id) => first(id, owner),
      hasPeople: async (id) =>
        (await peopleAmong(reader, request.storeId, [id])).some((one) => one.id !== request.actorId),
    },
  };
}

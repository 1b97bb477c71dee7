/** No group may come to hold itself (groups 10.1). Walks the directory, not the index. */
import type { DirectoryObject, ObjectRef } from '../../../workflows/contracts/directory.ts';
import type { PlanContext } from '../context.ts';
import { RequestRefused } from '../refused.ts';
import { seenAmong } from '../seen.ts';

/** Longest path that is spelt out in the refusal. */
const longestPath = 50;

/** @throws `object.circular` telling the path */
export async function refuseCycles(
  context: PlanContext,
  group: DirectoryObject,
  members: readonly DirectoryObject[],
): Promise<void> {
  const groups = members.filter((member) => member.kind === 'group');
  if (groups.length === 0) return;
  const above = await context.provider.effectiveGroups(group);
  for (const member of groups) {
    const field = `memberIds/${members.indexOf(member)}`;
    if (member.id === group.id) {
      throw RequestRefused.field(
        'object.circular',
        field,
        `${group.displayName} cannot be a member of itself.`,
      );
    }
    if (!above.has(member.id)) continue;
    const path = await pathUp(context, group, member.id);
    // Of a way through groups the actor may not see nothing is told.
    const seen = await seenAmong(
      context,
      path.map(({ id }) => id),
    );
    const through = path.every(({ id }) => seen.has(id))
      ? ` through ${path.map(({ displayName }) => displayName).join(' > ')}`
      : '';
    throw RequestRefused.field(
      'object.circular',
      field,
      `${member.displayName} already contains ${group.displayName}${through}.`,
    );
  }
}

type Named = Pick<DirectoryObject, 'id' | 'displayName'>;

/** Groups from `top` down to `start`, found breadth first; ends on cycles that exist already. */
async function pathUp(context: PlanContext, start: DirectoryObject, top: string): Promise<Named[]> {
  const seen = new Set([start.id]);
  let level: { ref: ObjectRef; way: Named[] }[] = [{ ref: start, way: [start] }];
  for (let depth = 0; depth < longestPath && level.length > 0; depth += 1) {
    const next: typeof level = [];
    for (const { ref, way } of level) {
      for (const parent of await context.provider.parents(ref)) {
        if (seen.has(parent.id)) continue;
        seen.add(parent.id);
        const path = [parent, ...way];
        if (parent.id === top) return path;
        next.push({ ref: parent, way: path });
      }
    }
    level = next;
  }
  return [start];
}

/** Approval workflows as administrators read them. */
import type { WorkflowDefinition } from '../../activities/database/repositories/approval-workflows.ts';
import { systemRules } from '../../workflows/contracts/approvals.ts';

/** @param names of the users and groups among the approvers, by id */
export const workflowView = (definition: WorkflowDefinition, names: ReadonlyMap<string, string>) => ({
  id: definition.id,
  storeId: definition.storeId,
  name: definition.name,
  description: definition.description,
  system: definition.system,
  objects: [...definition.objects],
  event: definition.event,
  fields: [...definition.fields],
  filters: definition.filters.map((filter) => ({ ...filter })),
  approvers: definition.approvers.map(({ kind, id }) => {
    const name = id === undefined ? undefined : names.get(id);
    return { kind, ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) };
  }),
  mode: definition.mode,
  acceleration: definition.acceleration,
  mailApproval: definition.mailApproval,
  portalId: definition.portalId,
  enabled: definition.enabled,
  raised: isRaised(definition),
  version: definition.version,
});

/** Muster changes groups today; workflows about anything else wait for their actions. */
const isRaised = ({ system, objects }: WorkflowDefinition): boolean =>
  system === null ? objects.includes('group') : systemRules[system].raised;

/**
 * One change of one object, as a provider executes it in a single operation.
 *
 * List values are added and removed one by one, never rewritten; a single value names the old
 * value beside the new one, so that the directory itself refuses a change that has drifted.
 */
export type AttributeChange =
  | {
      readonly attribute: string;
      readonly op: 'values';
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | {
      readonly attribute: string;
      readonly op: 'set';
      /** The value that must still be there; null for none. */
      readonly old: string | null;
      readonly new: string | null;
    };

export type Delta = readonly AttributeChange[];

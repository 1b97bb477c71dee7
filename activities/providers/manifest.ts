/** What a kind of store says of itself: its settings form, its capabilities, how to connect. */
import type { TObject } from 'typebox';
import type { StoreKind } from '../../workflows/contracts/ids.ts';
import type { Provider, ProviderContext } from './contract.ts';

/** Operations a directory may lack. The flag is true exactly when the provider implements it. */
export const optionalOperations = [
  'authenticate',
  'changes',
  'create',
  'update',
  'remove',
  'restore',
  'rename',
  'move',
  'setEnabled',
  'unlock',
  'setPassword',
  'changePassword',
] as const;
export type OptionalOperation = (typeof optionalOperations)[number];

/** The flags that follow from a provider type: `true` where it implements the operation. */
export type CapabilitiesOf<P> = {
  readonly [K in OptionalOperation]: P extends Record<K, (...args: never[]) => unknown> ? true : false;
};
export type Capabilities = Readonly<Record<OptionalOperation, boolean>>;

export interface ProviderManifest<P extends Provider = Provider, Settings = unknown> {
  readonly kind: StoreKind;
  /** The product's own name, as people know it. */
  readonly title: string;
  /**
   * TypeBox object schema of the settings; validated offline, shown as a form. Per property:
   * `title`, `description`, and the annotations `secret: true` (kept encrypted, write-only),
   * `address: true` (changing it clears the secrets), `generated: 'uuid'` (made with the store, never
   * changed), `picks: 'container'` (what stands in the directory is offered to choose from, and anything can be
   * typed), `group`, `order`.
   */
  readonly settings: TObject;
  readonly capabilities: [P] extends [never] ? Capabilities : CapabilitiesOf<P>;
  /** Offline check of what the schema cannot say; a list of problems by setting name. */
  validate(settings: Settings): readonly { readonly field: string; readonly message: string }[];
  /** Builds the provider; connects lazily, at the first operation. */
  connect(settings: Settings, context: ProviderContext): P;
}

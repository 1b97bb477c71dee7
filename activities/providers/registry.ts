/** The kinds of directory this build can connect. The only list of providers. */
import type { TObject } from 'typebox';
import type { Vocabulary } from '../../workflows/contracts/directory.ts';
import type { StoreKind } from '../../workflows/contracts/ids.ts';
import { activeDirectory } from './active-directory/manifest.ts';
import { vocabulary as activeDirectoryVocabulary } from './active-directory/vocabulary.ts';
import type { Provider, ProviderContext } from './contract.ts';
import { entraId } from './entra-id/manifest.ts';
import { vocabulary as entraIdVocabulary } from './entra-id/vocabulary.ts';
import { googleWorkspace } from './google-workspace/manifest.ts';
import { vocabulary as googleWorkspaceVocabulary } from './google-workspace/vocabulary.ts';
import { ldap } from './ldap/manifest.ts';
import { vocabulary as ldapVocabulary } from './ldap/vocabulary.ts';
import { local } from './local/manifest.ts';
import { vocabulary as localVocabulary } from './local/vocabulary.ts';
import type { Capabilities, ProviderManifest } from './manifest.ts';

/** A manifest whose settings have been checked by its own schema, and so may be given as they are. */
export interface RegisteredProvider {
  readonly kind: StoreKind;
  readonly title: string;
  readonly settings: TObject;
  readonly capabilities: Capabilities;
  readonly vocabulary: Vocabulary;
  validate(
    settings: Readonly<Record<string, unknown>>,
  ): readonly { readonly field: string; readonly message: string }[];
  connect(settings: Readonly<Record<string, unknown>>, context: ProviderContext): Provider;
}

const register = <P extends Provider, Settings>(
  manifest: ProviderManifest<P, Settings>,
  vocabulary: Vocabulary,
): RegisteredProvider => ({
  kind: manifest.kind,
  title: manifest.title,
  settings: manifest.settings,
  capabilities: manifest.capabilities,
  vocabulary,
  validate: (settings) => manifest.validate(settings as Settings),
  connect: (settings, context) => manifest.connect(settings as Settings, context),
});

const providers: Readonly<Record<StoreKind, RegisteredProvider>> = {
  'active-directory': register(activeDirectory, activeDirectoryVocabulary),
  'entra-id': register(entraId, entraIdVocabulary),
  'google-workspace': register(googleWorkspace, googleWorkspaceVocabulary),
  ldap: register(ldap, ldapVocabulary),
  local: register(local, localVocabulary),
};

export const registeredProviders: readonly RegisteredProvider[] = Object.values(providers);
export const providerOf = (kind: StoreKind): RegisteredProvider => providers[kind];
export const vocabularyOf = (kind: StoreKind): Vocabulary => providers[kind].vocabulary;

/** The settings of a kind with what their schema says of them. */
export const annotations = (kind: StoreKind) =>
  Object.entries(providerOf(kind).settings.properties) as [string, Readonly<Record<string, unknown>>][];

/** The names of the settings that carry an annotation: `secret` or `address`. */
export const settingsMarked = (kind: StoreKind, mark: 'secret' | 'address'): string[] =>
  annotations(kind).flatMap(([name, schema]) => (schema[mark] === true ? [name] : []));

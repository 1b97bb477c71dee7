/** Google Workspace as the registry knows it. */
import type { ProviderManifest } from '../manifest.ts';
import { GoogleWorkspaceProvider } from './provider.ts';
import { type GoogleWorkspaceSettings, googleWorkspaceSettings, validateSettings } from './settings.ts';

export const googleWorkspace: ProviderManifest<GoogleWorkspaceProvider, GoogleWorkspaceSettings> = {
  kind: 'google-workspace',
  title: 'Google Workspace',
  settings: googleWorkspaceSettings,
  capabilities: {
    changes: false,
    authenticate: false,
    create: true,
    update: true,
    remove: true,
    restore: true,
    rename: true,
    move: true,
    setEnabled: true,
    unlock: false,
    setPassword: true,
    changePassword: false,
  },
  validate: validateSettings,
  connect: (settings, context) => new GoogleWorkspaceProvider(settings, context),
};

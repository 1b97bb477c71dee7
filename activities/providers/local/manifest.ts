/** The local directory as the registry knows it. */
import type { ProviderManifest } from '../manifest.ts';
import { LocalProvider } from './provider.ts';
import { type LocalSettings, settingsSchema, validateSettings } from './settings.ts';

export const local: ProviderManifest<LocalProvider, LocalSettings> = {
  kind: 'local',
  title: 'Local directory',
  settings: settingsSchema,
  capabilities: {
    authenticate: true,
    changes: true,
    create: true,
    update: true,
    remove: true,
    restore: true,
    rename: true,
    move: true,
    setEnabled: true,
    unlock: true,
    setPassword: true,
    changePassword: true,
  },
  validate: validateSettings,
  connect: (settings, context) => new LocalProvider(settings, context),
};

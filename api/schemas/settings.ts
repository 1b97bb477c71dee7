import { Type } from 'typebox';
import { languages, pageSizeRange, themes } from '../../workflows/contracts/personal-settings.ts';
import { Body, Nullable } from './common.ts';

const settings = {
  language: Type.Enum([...languages]),
  timeZone: Nullable(
    Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: '^[A-Za-z]',
      description: "IANA name; null for the server's zone",
    }),
  ),
  theme: Type.Enum([...themes], { description: 'auto follows the device' }),
  pageSize: Type.Integer({
    minimum: pageSizeRange.least,
    maximum: pageSizeRange.most,
    description: 'Rows on a page of each list',
  }),
};

export const SettingsBody = Body(settings);

export const SettingsView = Type.Object(
  {
    ...settings,
    serverTimeZone: Type.String({ description: 'What a timeZone of null means' }),
  },
  { title: 'Settings' },
);

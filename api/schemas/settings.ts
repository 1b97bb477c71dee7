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
  pageSize: Nullable(
    Type.Integer({
      minimum: pageSizeRange.least,
      maximum: pageSizeRange.most,
      description: 'Rows on a page of each list; null is as the portal has it',
    }),
  ),
};

const searchPlaceId = Nullable(
  Type.String({
    minLength: 1,
    maxLength: 1000,
    description: "A place of the person's own store that searches begin in; null is all of it",
  }),
);

export const SettingsBody = Body({ ...settings, searchPlaceId: Type.Optional(searchPlaceId) });

export const SettingsView = Type.Object(
  {
    ...settings,
    searchPlaceId,
    serverTimeZone: Type.String({ description: 'What a timeZone of null means' }),
  },
  { title: 'Settings' },
);

/** One's own settings, factors and open sessions. */
import { Button, Input, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  defaultSettings,
  languages,
  pageSizeRange,
} from '../../../../workflows/contracts/personal-settings.ts';
import { places as placesOf } from '../../api/search.ts';
import { useSession } from '../../api/session.ts';
import { useSaveSettings, useTimeZone } from '../../api/settings.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { PersonAvatar } from '../../components/person-avatar.tsx';
import { PlaceSelect } from '../../components/place-select.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { ThemeChoice } from '../../components/theme-choice.tsx';
import { AccountLinks } from './account-links.tsx';
import { OpenSessions } from './open-sessions.tsx';
import { OwnFactors } from './own-factors.tsx';

/** What the zone select holds for `null`. */
const ofServer = 'server';

export function ProfilePage() {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <>
      <PageHeader
        title={session.user.name}
        icon={<PersonAvatar name={session.user.name} />}
        description={`${session.user.loginName} · ${t('profile.role', { role: session.role.name })}`}
      />
      <Stack gap={20} maw={760}>
        <Settings />
        <OwnFactors />
        <OpenSessions />
        <AccountLinks />
      </Stack>
    </>
  );
}

function Settings() {
  const { t, i18n } = useTranslation();
  const themeLabel = useId();
  const { settings, store, pageSizes } = useSession();
  const places = useQuery(placesOf(store.id)).data;
  const save = useSaveSettings();
  const zone = useTimeZone();
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const ofDevice = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const languageNames = new Intl.DisplayNames([i18n.language], { type: 'language' });
  const changed = (['language', 'timeZone', 'theme', 'pageSize', 'searchPlaceId'] as const).some(
    (name) => settings[name] !== defaultSettings[name],
  );
  return (
    <Panel
      title={t('profile.settings')}
      actions={
        changed ? (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              save.mutate(defaultSettings);
            }}
          >
            {t('profile.reset')}
          </Button>
        ) : undefined
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('profile.settingsText')}
        </Text>
        <Select
          label={t('profile.language')}
          description={t('profile.languageHint')}
          allowDeselect={false}
          data={languages.map((value) => ({ value, label: languageNames.of(value) ?? value }))}
          value={settings.language}
          onChange={(value) => {
            const chosen = languages.find((one) => one === value);
            if (chosen !== undefined) save.mutate({ language: chosen });
          }}
        />
        <div>
          <Select
            label={t('profile.timeZone')}
            description={t('profile.timeZoneHint', { now: clockIn(zone, i18n.language) })}
            searchable
            allowDeselect={false}
            nothingFoundMessage={t('picker.nothing')}
            limit={100}
            data={[
              { value: ofServer, label: t('profile.serverTimeZone', { zone: settings.serverTimeZone }) },
              ...new Set([...zones, ...(settings.timeZone === null ? [] : [settings.timeZone])]),
            ]}
            value={settings.timeZone ?? ofServer}
            onChange={(value) => {
              if (value !== null) save.mutate({ timeZone: value === ofServer ? null : value });
            }}
          />
          {ofDevice !== zone && (
            <Button
              variant="subtle"
              size="compact-sm"
              mt={6}
              onClick={() => {
                save.mutate({ timeZone: ofDevice });
              }}
            >
              {t('profile.useDeviceTimeZone', { zone: ofDevice })}
            </Button>
          )}
        </div>
        <div style={{ maxWidth: 560 }}>
          <Input.Label id={themeLabel} component="div" mb={4}>
            {t('profile.theme')}
          </Input.Label>
          <ThemeChoice labelledBy={themeLabel} size="sm" />
        </div>
        <PageSize
          value={settings.pageSize}
          ofPortal={pageSizes.lists}
          onChange={(pageSize) => {
            save.mutate({ pageSize });
          }}
        />
        {places !== undefined && places.length > 0 && (
          <PlaceSelect
            storeId={store.id}
            label={t('profile.searchPlace')}
            description={t('profile.searchPlaceHint')}
            placeholder={t('search.places.everything')}
            value={settings.searchPlaceId}
            onChange={(searchPlaceId) => {
              save.mutate({ searchPlaceId });
            }}
          />
        )}
        {save.error !== null && <ProblemAlert error={save.error} />}
        <span className="m-visually-hidden" role="status">
          {save.isSuccess ? t('common.saved') : ''}
        </span>
      </Stack>
    </Panel>
  );
}

interface PageSizeProps {
  /** Null where nothing is chosen. */
  readonly value: number | null;
  readonly ofPortal: number;
  readonly onChange: (value: number | null) => void;
}

/** Saved when the field is left, or by Enter; emptied it is as the portal has it. */
function PageSize({ value, ofPortal, onChange }: PageSizeProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<number | string | null>(null);
  const keep = () => {
    const { least, most } = pageSizeRange;
    const wanted =
      typed === null
        ? value
        : typed === ''
          ? null
          : Math.min(Math.max(Math.round(Number(typed)), least), most);
    setTyped(null);
    if (wanted !== value) onChange(wanted);
  };
  return (
    <NumberInput
      label={t('profile.pageSize')}
      description={t('profile.pageSizeHint', pageSizeRange)}
      min={pageSizeRange.least}
      max={pageSizeRange.most}
      step={5}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      placeholder={String(ofPortal)}
      value={typed ?? value ?? ''}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}

const clockIn = (timeZone: string, language: string): string =>
  new Date().toLocaleString(language, { timeStyle: 'short', dateStyle: 'medium', timeZone });

import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IdentityStore } from '../../api/schema.ts';
import { Name } from '../../components/name.tsx';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useChoiceWords } from './choice-words.ts';
import { TestReport } from './connection-test.tsx';
import { ForceBox } from './force-box.tsx';
import { isEmpty, type Setting, type SettingValues } from './settings-schema.ts';
import type { StoreSettings } from './use-store-settings.ts';

interface ReviewStepProps {
  readonly kind: IdentityStore['kind'];
  readonly settings: readonly Setting[];
  readonly values: SettingValues;
  readonly name: string;
  readonly description: string;
  readonly test: StoreSettings['test'];
  readonly error: unknown;
  /** Null while there is nothing to save in spite of. */
  readonly force: Parameters<typeof ForceBox>[0] | null;
}

/** All that was entered, with the result of a test of the connection. */
export function ReviewStep(props: ReviewStepProps) {
  const { kind, settings, values, name, description, test, error, force } = props;
  const { t } = useTranslation();
  const wordsOf = useChoiceWords();
  const textOf = (setting: Setting): string => {
    const value = values[setting.name];
    if (setting.type === 'secret' || setting.type === 'longText') return t('stores.entered');
    if (setting.type === 'choice') return wordsOf(String(value));
    if (!Array.isArray(value)) return typeof value === 'string' ? value : String(value);
    return value
      .map((one: unknown) =>
        typeof one === 'object' && one !== null
          ? Object.values(one)
              .map((part) => String(part))
              .join(' · ')
          : String(one),
      )
      .join(', ');
  };
  return (
    <>
      <dl className="m-facts">
        <dt>{t('stores.kind')}</dt>
        <dd>{t(`storeKinds.${kind}`)}</dd>
        <dt>{t('stores.name')}</dt>
        <dd>
          <Name>{name}</Name>
        </dd>
        {description.trim() !== '' && (
          <>
            <dt>{t('stores.description')}</dt>
            <dd>
              <Name>{description}</Name>
            </dd>
          </>
        )}
        {settings
          .filter((setting) => !setting.generated && !isEmpty(values[setting.name]))
          .map((setting) => (
            <ReviewLine key={setting.name} label={setting.title} text={textOf(setting)} />
          ))}
      </dl>
      {test.isPending && (
        <Text size="sm" c="dimmed" role="status">
          {t('stores.testing')}
        </Text>
      )}
      {test.data !== undefined && error === null && <TestReport test={test.data} />}
      {test.error !== null && error === null && <ProblemAlert error={test.error} />}
      {error !== null && <ProblemAlert error={error} />}
      {force !== null && <ForceBox {...force} />}
    </>
  );
}

function ReviewLine({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Name>{text}</Name>
      </dd>
    </>
  );
}

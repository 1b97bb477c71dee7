/** What will be made, before it is. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SetUp } from './use-set-up.ts';

export function ReviewStep({ setUp: { fields, isLocal } }: { setUp: SetUp }) {
  const { t } = useTranslation();
  const { values } = fields;
  const lines: readonly (readonly [string, string])[] = [
    [t('setUp.storeName'), values.storeName],
    [t('stores.kind'), t(`storeKinds.${values.kind}`)],
    [t('setUp.administrator'), values.loginName],
    ...(isLocal ? [] : [[t('setUp.group'), values.groupName] as const]),
    [t('setUp.portalName'), values.portalName],
    [t('setUp.portalPath'), values.portalPath],
  ];
  return (
    <>
      <Text>{t('setUp.reviewText')}</Text>
      <dl className="m-set-up-review">
        {lines.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <bdi dir="auto">{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

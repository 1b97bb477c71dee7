import { Anchor, Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectoryObject, NamedObject } from '../../api/schema.ts';
import { CopyText } from '../../components/copy-text.tsx';
import { Name } from '../../components/name.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { useAttributeWords } from '../../components/use-attribute-words.ts';

/** What the directory holds of an object; what is empty is left out. */
export function ObjectOverview({ object }: { object: DirectoryObject }) {
  const { t } = useTranslation();
  const words = useAttributeWords();
  const { storeId } = object;
  const link = ({ id, kind, name }: NamedObject) => (
    <ObjectLink object={{ id, kind, storeId, displayName: name }} />
  );
  return (
    <Panel title={t('objects.general')}>
      {object.protection !== null && (
        <Text size="sm" mb="md" style={{ overflowWrap: 'anywhere' }}>
          {t('objects.protectedText', { name: object.displayName, reason: object.protection })}
        </Text>
      )}
      <dl className="m-facts">
        {object.attributes
          // Its names stand above already.
          .filter(
            ({ name, values }) =>
              name !== 'displayName' && !(name === 'name' && values[0] === object.displayName),
          )
          .map(({ name, values }) => (
            <Fragment key={name}>
              <dt>{t(`fields.${name}`)}</dt>
              <dd>
                <div className="m-lines">
                  {values.map((value) =>
                    name === 'mail' ? (
                      <Anchor key={value} size="sm" href={`mailto:${value}`}>
                        {value}
                      </Anchor>
                    ) : (
                      <Name key={value}>{words.value(name, value)}</Name>
                    ),
                  )}
                </div>
              </dd>
            </Fragment>
          ))}
        {object.manager !== null && (
          <>
            <dt>{t('fields.manager')}</dt>
            <dd>{link(object.manager)}</dd>
          </>
        )}
        {object.owner !== null && (
          <>
            <dt>{t('fields.owner')}</dt>
            <dd>{link(object.owner)}</dd>
          </>
        )}
        <dt>{t('people.path')}</dt>
        <dd>
          <CopyText text={object.path} label={t('people.copyPath')} />
        </dd>
        <dt>{t('people.id')}</dt>
        <dd>
          <CopyText text={object.id} label={t('people.copyId')} />
        </dd>
      </dl>
    </Panel>
  );
}

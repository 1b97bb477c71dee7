/** By which factors holders of a role prove who they are (access-and-approvals Y5). */
import { Checkbox, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { factorKinds } from '../../../../workflows/contracts/factors.ts';
import { stepUpOf } from '../../../../workflows/contracts/step-up.ts';
import { factorSettings } from '../../api/factors.ts';
import { Badge } from '../../components/state-badge.tsx';
import { Panel } from '../../components/panel.tsx';
import type { Fields } from '../../components/use-fields.ts';
import { Waiting } from '../../components/waiting.tsx';
import '../../i18n/factor-words.ts';
import { useStepUpWords } from '../factors/step-up-words.ts';
import type { RoleValues } from './role-values.ts';

export function AuthenticationPolicyForm({
  storeId,
  fields,
}: {
  storeId: string;
  fields: Fields<RoleValues>;
}) {
  const { t } = useTranslation();
  const wordsOf = useStepUpWords();
  const query = useQuery(factorSettings(storeId));
  const { value, onChange, error, id } = fields.input('authentication');
  const { enforcedFactors, chosenByUser, secondFactor } = value;
  const offered = query.data?.enrolmentEnabled === true ? query.data.factors : [];
  /** What the role names already stays in sight, so that it can be taken away. */
  const shown = factorKinds.filter((kind) => offered.includes(kind) || enforcedFactors.includes(kind));
  const what = wordsOf(stepUpOf(value, offered));
  const most = Math.max(0, offered.length - enforcedFactors.length);
  return (
    <Panel narrow title={t('policies.authentication.title')}>
      <Stack gap="md" id={id} tabIndex={-1}>
        <p className="m-hint">{t('policies.authentication.text')}</p>
        {query.data === undefined ? (
          <Waiting query={query} lines={3} />
        ) : (
          <>
            <Switch
              label={t('policies.authentication.secondFactor')}
              description={t(
                `policies.authentication.${offered.length === 0 ? 'noneOffered' : 'secondHint'}`,
              )}
              error={error}
              disabled={offered.length === 0 && !secondFactor}
              checked={secondFactor}
              onChange={(event) => {
                onChange({ ...value, secondFactor: event.currentTarget.checked });
              }}
            />
            {shown.length > 0 && (
              <>
                <Checkbox.Group
                  label={
                    <>
                      {t('policies.authentication.enforced')} <Badge tone="quiet">{t('roles.inert')}</Badge>
                    </>
                  }
                  description={t('policies.authentication.enforcedHint')}
                  value={[...enforcedFactors]}
                  onChange={(kinds) => {
                    onChange({
                      ...value,
                      enforcedFactors: factorKinds.filter((kind) => kinds.includes(kind)),
                    });
                  }}
                >
                  <Stack gap="xs" mt="xs">
                    {shown.map((kind) => (
                      <Checkbox key={kind} value={kind} label={t(`factors.kinds.${kind}`)} />
                    ))}
                  </Stack>
                </Checkbox.Group>
                <NumberInput
                  label={t('policies.authentication.chosen')}
                  description={t('policies.authentication.chosenHint', { count: most })}
                  min={0}
                  max={most}
                  allowDecimal={false}
                  w={200}
                  value={chosenByUser}
                  onChange={(next) => {
                    onChange({ ...value, chosenByUser: Number(next) });
                  }}
                />
                <Text size="sm" aria-live="polite">
                  {what === '' ? t('factors.stepUp.roleNothing') : t('factors.stepUp.role', { what })}
                </Text>
              </>
            )}
          </>
        )}
      </Stack>
    </Panel>
  );
}

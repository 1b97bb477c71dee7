/** What jobs of a role's holders may read from and write to (access-and-approvals Y9); in use once there are jobs. */
import { Input, Select, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { storeKinds } from '../../../../workflows/contracts/ids.ts';
import { replicatedKinds } from '../../../../workflows/contracts/replication.ts';
import { synchronizeSides } from '../../../../workflows/contracts/synchronize-policy.ts';
import { Panel } from '../../components/panel.tsx';
import { AddRow, RemoveRow } from '../../components/row-buttons.tsx';
import { Badge } from '../../components/state-badge.tsx';
import type { Fields } from '../../components/use-fields.ts';
import { useReadableStores } from '../search/readable-stores.ts';
import type { RoleValues } from './role-values.ts';

type Rule = RoleValues['synchronize']['source'][number];

const newRule: Rule = {
  provider: 'active-directory',
  storeId: null,
  kind: null,
  attribute: null,
  allow: false,
};

export function SynchronizePolicyForm({ fields }: { fields: Fields<RoleValues> }) {
  const { t } = useTranslation();
  const { value, onChange, error, id } = fields.input('synchronize');
  return (
    <Panel narrow title={t('policies.synchronize.title')}>
      <Stack gap="md" id={id} tabIndex={-1}>
        <p className="m-hint">
          <Badge tone="quiet">{t('roles.inert')}</Badge> {t('policies.synchronize.text')}
        </p>
        {synchronizeSides.map((side) => {
          const rules = value[side];
          const change = (next: Rule[]) => {
            onChange({ ...value, [side]: next });
          };
          return (
            <Input.Wrapper key={side} label={t(`policies.synchronize.sides.${side}`)} labelElement="div">
              <Stack gap="sm" mt={8}>
                {rules.length === 0 && <Text size="sm">{t('policies.synchronize.none')}</Text>}
                {rules.map((rule, at) => (
                  <RuleRow
                    key={at}
                    name={t('policies.synchronize.rule', {
                      number: at + 1,
                      side: t(`policies.synchronize.sides.${side}`),
                    })}
                    number={at + 1}
                    rule={rule}
                    onChange={(next) => {
                      change(rules.map((one, index) => (index === at ? next : one)));
                    }}
                    onRemove={() => {
                      change(rules.filter((_, index) => index !== at));
                    }}
                  />
                ))}
                <AddRow
                  label={t('policies.synchronize.add')}
                  onClick={() => {
                    change([...rules, newRule]);
                  }}
                />
              </Stack>
            </Input.Wrapper>
          );
        })}
        {error !== undefined && <Input.Error>{error}</Input.Error>}
      </Stack>
    </Panel>
  );
}

interface RuleRowProps {
  readonly name: string;
  readonly number: number;
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
  readonly onRemove: () => void;
}

function RuleRow({ name, number, rule, onChange, onRemove }: RuleRowProps) {
  const { t } = useTranslation();
  const kindOf = (given: string | null) =>
    replicatedKinds[rule.provider].find((kind) => kind === given) ?? null;
  return (
    <div className="m-rule-row" role="group" aria-label={name}>
      <div>
        <Select
          aria-label={t('policies.synchronize.effect')}
          allowDeselect={false}
          data={(['deny', 'allow'] as const).map((one) => ({
            value: one,
            label: t(`policies.synchronize.${one}`),
          }))}
          value={rule.allow ? 'allow' : 'deny'}
          onChange={(effect) => {
            onChange({ ...rule, allow: effect === 'allow' });
          }}
        />
        <Select
          aria-label={t('policies.synchronize.provider')}
          allowDeselect={false}
          data={storeKinds.map((kind) => ({ value: kind, label: t(`storeKinds.${kind}`) }))}
          value={rule.provider}
          onChange={(next) => {
            const provider = storeKinds.find((kind) => kind === next) ?? rule.provider;
            // What stood there was of the other provider.
            onChange({ ...newRule, provider, allow: rule.allow });
          }}
        />
        <StoreOf rule={rule} onChange={onChange} />
        <Select
          aria-label={t('policies.synchronize.kind')}
          placeholder={t('policies.synchronize.allKinds')}
          clearable
          data={replicatedKinds[rule.provider].map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={rule.kind}
          onChange={(next) => {
            onChange({ ...rule, kind: kindOf(next) });
          }}
        />
        <TextInput
          aria-label={t('policies.synchronize.attribute')}
          placeholder={t('policies.synchronize.allAttributes')}
          maxLength={64}
          value={rule.attribute ?? ''}
          onChange={(event) => {
            const attribute = event.currentTarget.value;
            onChange({ ...rule, attribute: attribute === '' ? null : attribute });
          }}
        />
      </div>
      <RemoveRow label={t('policies.synchronize.remove', { number })} onClick={onRemove} />
    </div>
  );
}

function StoreOf({ rule, onChange }: Pick<RuleRowProps, 'rule' | 'onChange'>) {
  const { t } = useTranslation();
  const options = useReadableStores()
    .filter(({ kind }) => kind === rule.provider)
    .map(({ id, name }) => ({ value: id, label: name ?? t('policies.synchronize.ownStore') }));
  // A store that was deleted is shown as what it was: an id.
  const isKnown = rule.storeId === null || options.some(({ value }) => value === rule.storeId);
  return (
    <Select
      aria-label={t('policies.synchronize.store')}
      placeholder={t('policies.synchronize.allStores')}
      clearable
      data={
        isKnown
          ? options
          : [...options, { value: rule.storeId ?? '', label: t('policies.synchronize.storeGone') }]
      }
      value={rule.storeId}
      onChange={(storeId) => {
        onChange({ ...rule, storeId });
      }}
    />
  );
}

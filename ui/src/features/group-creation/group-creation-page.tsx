/** Whether creating a group needs a yes, and whose. */
import { Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { forEditing, groupCreationRule } from '../../api/queries.ts';
import type { ApprovalRule } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';
import { ObjectsPicker } from '../../components/object-picker.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { StoreSelect } from '../../components/store-select.tsx';
import { useFields } from '../../components/use-fields.ts';
import { Waiting } from '../../components/waiting.tsx';

const route = getRouteApi('/shell/admin/group-creation');

export function GroupCreationPage() {
  const { t } = useTranslation();
  const session = useSession();
  const { store: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const storeId = chosen ?? session.store.id;
  const rule = useQuery({ ...groupCreationRule(storeId), ...forEditing });
  return (
    <>
      <PageHeader
        title={t('navigation.groupCreation')}
        description={t('groupCreation.text')}
        actions={<StoreSelect value={storeId} onChange={(id) => void navigate({ search: { store: id } })} />}
      />
      <Panel narrow>
        {rule.data === undefined ? (
          <Waiting query={rule} lines={3} />
        ) : (
          <RuleForm key={`${storeId}/${String(rule.data.version)}`} storeId={storeId} rule={rule.data} />
        )}
      </Panel>
    </>
  );
}

function RuleForm({ storeId, rule }: { storeId: string; rule: ApprovalRule }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const fields = useFields({ enabled: rule.enabled, approverIds: rule.approverIds });
  const { enabled, approverIds } = fields.values;
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT('/stores/{storeId}/approval-rules/group.create', {
          params: { path: { storeId }, header: { 'if-match': `"${String(rule.version)}"` } },
          body: { enabled, approverIds: [...approverIds] },
        }),
      ),
    onSuccess: (saved) => {
      client.setQueryData(groupCreationRule(storeId).queryKey, saved);
      notifications.show({ message: t('common.saved') });
    },
    onError: fields.fail,
  });
  return (
    <SaveForm
      onSave={() => {
        if (
          fields.check({
            approverIds: enabled && approverIds.length === 0 && t('groupCreation.approversMissing'),
          })
        )
          save.mutate();
      }}
      saving={save.isPending}
      error={save.error}
      shownFields={fields.failed}
    >
      <Switch
        label={t('groupCreation.enabled')}
        description={t('groupCreation.enabledHint')}
        checked={enabled}
        onChange={(event) => {
          fields.set('enabled', event.currentTarget.checked);
        }}
      />
      <ObjectsPicker
        label={t('groupCreation.approvers')}
        description={t('groupCreation.approversHint')}
        purpose="approver"
        storeId={storeId}
        {...fields.input('approverIds')}
      />
    </SaveForm>
  );
}

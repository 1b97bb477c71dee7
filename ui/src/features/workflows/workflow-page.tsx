/** One approval workflow: its form and its route as a picture. */
import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { forEditing } from '../../api/queries.ts';
import { workflow as workflowQuery, workflows } from '../../api/workflows.ts';
import { DeleteButton } from '../../components/delete-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageInWaiting } from '../../components/page-in-waiting.tsx';
import { Badge } from '../../components/state-badge.tsx';
import '../../i18n/access-words.ts';
import { WorkflowEditor } from './workflow-editor.tsx';

const route = getRouteApi('/shell/admin/workflows/$storeId/$workflowId');

export function WorkflowPage() {
  const { t } = useTranslation();
  const { storeId, workflowId } = route.useParams();
  const navigate = route.useNavigate();
  const isNew = workflowId === 'new';
  const query = useQuery({ ...workflowQuery(storeId, workflowId), ...forEditing, enabled: !isNew });
  const back = { to: '/admin/workflows', label: t('navigation.workflows') } as const;
  const done = () => void navigate({ to: '/admin/workflows', search: { store: storeId } });
  if (isNew) {
    return (
      <>
        <PageHeader title={t('workflows.create')} back={back} />
        <WorkflowEditor storeId={storeId} workflow={null} onDone={done} />
      </>
    );
  }
  if (query.data === undefined) {
    return <PageInWaiting title={t('workflows.one')} back={back} query={query} />;
  }
  const { name, system, enabled, raised, version } = query.data;
  return (
    <>
      <PageHeader
        title={name}
        back={back}
        badges={
          <Group gap="xs">
            {!enabled && <Badge tone="quiet">{t('workflows.off')}</Badge>}
            {!raised && <Badge tone="quiet">{t('workflows.notRaised')}</Badge>}
          </Group>
        }
        {...(system === null ? {} : { description: t(`workflows.systemHints.${system}`) })}
        actions={
          system === null && (
            <DeleteButton
              name={name}
              text={t('workflows.deleteText')}
              queryKey={workflows(storeId).queryKey}
              remove={async () => {
                const answer = await api.DELETE('/stores/{storeId}/workflows/{workflowId}', {
                  params: { path: { storeId, workflowId } },
                });
                if (answer.response.ok) done();
                return answer;
              }}
            />
          )
        }
      />
      <WorkflowEditor
        key={`${workflowId}/${String(version)}`}
        storeId={storeId}
        workflow={query.data}
        onDone={done}
      />
    </>
  );
}

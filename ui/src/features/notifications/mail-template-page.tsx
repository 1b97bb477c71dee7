/** One mail in one language: its text beside how it will read. */
import { Button, Group, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultSettings } from '../../../../workflows/contracts/personal-settings.ts';
import { api, unwrap } from '../../api/client.ts';
import { mailTemplate, mailTemplatesKey } from '../../api/mail.ts';
import { forEditing } from '../../api/queries.ts';
import type { MailTemplate } from '../../api/schema.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageInWaiting } from '../../components/page-in-waiting.tsx';
import { Panel } from '../../components/panel.tsx';
import { SaveForm } from '../../components/save-form.tsx';
import { Badge } from '../../components/state-badge.tsx';
import { typed, useFields } from '../../components/use-fields.ts';
import { useSave } from '../../components/use-save.ts';
import '../../i18n/mail-words.ts';
import { LanguageSelect, useLanguageName } from './language-select.tsx';
import { MailPreviewPanel } from './mail-preview.tsx';

const route = getRouteApi('/shell/admin/mail-templates/$template');
const previewAfterMs = 300;

export function MailTemplatePage() {
  const { t } = useTranslation();
  const { template } = route.useParams();
  const { language = defaultSettings.language } = route.useSearch();
  // Which templates there are, the API says.
  const query = useQuery({
    ...mailTemplate(template as MailTemplate['template'], language),
    ...forEditing,
  });
  if (query.data === undefined) {
    return (
      <PageInWaiting
        title={t('mailTemplates.template')}
        back={{ to: '/admin/mail-templates', label: t('navigation.mailTemplates') }}
        query={query}
      />
    );
  }
  return <Editor key={`${template}/${language}/${String(query.data.version)}`} template={query.data} />;
}

function Editor({ template: shown }: { template: MailTemplate }) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const nameOf = useLanguageName();
  const { template, language, version } = shown;
  const path = { template, language };
  const fields = useFields({ subject: shown.subject, body: shown.body });
  const [draft] = useDebouncedValue(fields.values, previewAfterMs);
  const [resets, setResets] = useState(false);
  const typing = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const save = useSave({
    fields,
    changes: [mailTemplatesKey],
    onDone: () => undefined,
    save: () =>
      unwrap(
        api.PUT('/mail-templates/{template}/{language}', {
          params: { path, header: { 'if-match': `"${String(version)}"` } },
          body: fields.values,
        }),
      ),
  });
  const insert = (tag: string) => {
    const at = typing.current;
    const field = at?.dataset.field === 'subject' ? 'subject' : 'body';
    const text = fields.values[field];
    const [start, end] = [at?.selectionStart ?? text.length, at?.selectionEnd ?? text.length];
    fields.set(field, `${text.slice(0, start)}%${tag}%${text.slice(end)}`);
    at?.focus();
  };
  const remember = {
    onFocus: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      typing.current = event.currentTarget;
    },
  };
  return (
    <>
      <PageHeader
        title={t(`mailTemplates.names.${template}`)}
        back={{ to: '/admin/mail-templates', label: t('navigation.mailTemplates') }}
        badges={
          <Badge tone={shown.changed ? 'run' : 'quiet'}>
            {t(
              shown.changed
                ? 'mailTemplates.changed'
                : shown.written
                  ? 'mailTemplates.builtIn'
                  : 'mailTemplates.english',
            )}
          </Badge>
        }
        description={shown.written ? undefined : t('mailTemplates.partly', { language: nameOf(language) })}
        actions={
          <LanguageSelect
            value={language}
            onChange={(chosen) => void navigate({ search: { language: chosen }, replace: true })}
          />
        }
      />
      <div className="m-columns" data-even>
        <Panel>
          <SaveForm
            saving={save.isPending}
            error={save.error}
            shownFields={fields.failed}
            beside={
              shown.changed ? (
                <Button
                  variant="default"
                  onClick={() => {
                    setResets(true);
                  }}
                >
                  {t('mailTemplates.reset')}
                </Button>
              ) : undefined
            }
            onSave={() => {
              const { subject, body } = fields.values;
              const fine = fields.check({
                subject: subject.trim() === '' && t('mailTemplates.subjectMissing'),
                body: body.trim() === '' && t('mailTemplates.bodyMissing'),
              });
              if (fine) save.mutate();
            }}
          >
            <TextInput
              label={t('mailTemplates.subject')}
              required
              maxLength={300}
              maw="100%"
              data-field="subject"
              {...remember}
              {...typed(fields.input('subject'))}
            />
            <Textarea
              label={t('mailTemplates.body')}
              description={t('mailTemplates.bodyHint')}
              required
              autosize
              minRows={10}
              maxRows={30}
              maw="100%"
              spellCheck={false}
              data-field="body"
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              {...remember}
              {...typed(fields.input('body'))}
            />
            <div>
              <Text size="sm" fw={550}>
                {t('mailTemplates.tags')}
              </Text>
              <Text size="sm" c="dimmed" mb={6}>
                {t('mailTemplates.tagsHint')}
              </Text>
              <Group gap={6}>
                {shown.tags.map((tag) => (
                  <Button
                    key={tag}
                    variant="default"
                    size="compact-xs"
                    ff="monospace"
                    onClick={() => {
                      insert(tag);
                    }}
                  >
                    {`%${tag}%`}
                    {shown.required.includes(tag) && ` · ${t('mailTemplates.required')}`}
                  </Button>
                ))}
              </Group>
            </div>
          </SaveForm>
        </Panel>
        <MailPreviewPanel template={template} draft={{ language, ...draft }} />
      </div>
      <ConfirmDialog
        opened={resets}
        onClose={() => {
          setResets(false);
        }}
        title={t('mailTemplates.reset')}
        text={t('mailTemplates.resetText')}
        confirmLabel={t('mailTemplates.reset')}
        action={async () => {
          await unwrap(api.DELETE('/mail-templates/{template}/{language}', { params: { path } }));
          await client.invalidateQueries({ queryKey: mailTemplatesKey });
        }}
      />
    </>
  );
}

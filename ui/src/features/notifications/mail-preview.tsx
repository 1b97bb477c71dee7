/** How a draft will read: the mail itself in a frame of its own, in which nothing runs and nothing is loaded. */
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mailPreview } from '../../api/mail.ts';
import type { MailTemplate } from '../../api/schema.ts';
import { styleNonce } from '../../app/nonce.ts';
import { Panel } from '../../components/panel.tsx';
import { Waiting } from '../../components/waiting.tsx';

interface MailPreviewProps {
  readonly template: MailTemplate['template'];
  readonly draft: Pick<MailTemplate, 'language' | 'subject' | 'body'>;
}

export function MailPreviewPanel({ template, draft }: MailPreviewProps) {
  const { t } = useTranslation();
  const [view, setView] = useState('html');
  const query = useQuery(mailPreview(template, draft));
  const mail = query.error === null ? query.data : undefined;
  return (
    <Panel
      title={t('mailTemplates.preview')}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('mailTemplates.view')}
          value={view}
          onChange={setView}
          data={[
            { value: 'html', label: t('mailTemplates.asHtml') },
            { value: 'text', label: t('mailTemplates.asText') },
          ]}
        />
      }
    >
      {mail === undefined ? (
        <Waiting query={query} lines={6} />
      ) : (
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('mailTemplates.previewText')}
          </Text>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {mail.subject}
          </Text>
          {view === 'text' ? (
            <Text component="div" className="m-mail-text">
              {mail.text}
            </Text>
          ) : (
            <Frame html={mail.html} />
          )}
        </Stack>
      )}
    </Panel>
  );
}

function Frame({ html }: { html: string }) {
  const { t } = useTranslation();
  const framed = useMemo(() => withNonce(html), [html]);
  return (
    <iframe
      title={t('mailTemplates.previewFrame')}
      sandbox=""
      srcDoc={framed}
      style={{
        width: '100%',
        height: 420,
        border: '1px solid var(--m-line)',
        borderRadius: 6,
        background: '#fff',
      }}
    />
  );
}

/** The content policy takes no style attributes, not even while they are read: they become rules with the page's nonce. */
function withNonce(html: string): string {
  const renamed = html.replaceAll(/<[a-z][^>]*>/gi, (tag) => tag.replaceAll(/\sstyle=/gi, ' data-style='));
  const parsed = new DOMParser().parseFromString(renamed, 'text/html');
  const rules: string[] = [];
  for (const [index, element] of parsed.querySelectorAll<HTMLElement>('[data-style]').entries()) {
    const name = `m-preview-${String(index)}`;
    rules.push(`.${name}{${element.dataset.style ?? ''}}`);
    element.classList.add(name);
  }
  const style = parsed.createElement('style');
  style.setAttribute('nonce', styleNonce);
  style.textContent = rules.join('\n');
  parsed.head.append(style);
  return `<!doctype html>${parsed.documentElement.outerHTML}`;
}

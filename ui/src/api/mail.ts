/** Reading the queue of mails, their templates and the mail servers. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from './client.ts';
import { defined } from './queries.ts';
import type { MailTemplate, paths } from './schema.ts';

const refreshMs = 10_000;

export const mailQueueKey = ['notifications', 'queue'] as const;

type QueueQuery = NonNullable<paths['/notifications']['get']['parameters']['query']>;
export const mailQueue = (query: QueueQuery) =>
  queryOptions({
    queryKey: [...mailQueueKey, query],
    queryFn: () => unwrap(api.GET('/notifications', { params: { query: defined(query) } })),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs,
  });

export const mailTemplatesKey = ['mail-templates'] as const;
type MailLanguage = MailTemplate['language'];

export const mailTemplates = (language: MailLanguage) =>
  queryOptions({
    queryKey: [...mailTemplatesKey, language],
    queryFn: () => unwrap(api.GET('/mail-templates', { params: { query: { language } } })),
    placeholderData: keepPreviousData,
  });

export const mailTemplate = (template: MailTemplate['template'], language: MailLanguage) =>
  queryOptions({
    queryKey: [...mailTemplatesKey, language, template],
    queryFn: () =>
      unwrap(api.GET('/mail-templates/{template}/{language}', { params: { path: { template, language } } })),
  });

export const mailPreview = (
  template: MailTemplate['template'],
  { language, ...body }: Pick<MailTemplate, 'language' | 'subject' | 'body'>,
) =>
  queryOptions({
    queryKey: ['mail-preview', template, language, body],
    queryFn: () =>
      unwrap(
        api.POST('/mail-templates/{template}/{language}/preview', {
          params: { path: { template, language } },
          body,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const mailSettings = (storeId: string) =>
  queryOptions({
    queryKey: ['stores', storeId, 'mail'],
    queryFn: () => unwrap(api.GET('/stores/{storeId}/mail', { params: { path: { storeId } } })),
  });

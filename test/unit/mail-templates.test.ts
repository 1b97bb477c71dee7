import { expect, test } from 'vitest';
import { renderMail } from '../../activities/platform/mail-templates.ts';

const publicUrl = new URL('https://muster.example.org/portal');
const data = {
  requestId: '3a0c9f3e-3f5c-4f0e-9d64-111111111111',
  action: 'joinGroup',
  requester: 'Ada Lovelace',
  target: 'Analytical Engine',
};

const templates = [
  'approvalRequested',
  'approvalHeld',
  'approvalReminder',
  'requestSucceeded',
  'requestFailed',
  'requestDenied',
  'requestStale',
  'requestCancelled',
  'requestExpired',
];

test.each(templates)(
  '%s names who and what and leads to the request [access-and-approvals Q6]',
  (template) => {
    const mail = renderMail(template, 'en', data, publicUrl);
    expect(mail.subject).toContain('Ada Lovelace');
    expect(mail.subject).toContain('Analytical Engine');
    const link = `https://muster.example.org/portal/requests/${data.requestId}`;
    expect(mail.text).toContain(link);
    expect(mail.html).toContain(`href="${link}"`);
  },
);

test('a reason is told, values are escaped in HTML and plain in text [reports-history-notifications N4]', () => {
  const mail = renderMail(
    'requestDenied',
    'en',
    { ...data, target: `<script>alert("x")</script> & 'co'`, reason: 'not\n<b>yet</b>' },
    publicUrl,
  );
  expect(mail.html).not.toMatch(/<script|<b>/u);
  expect(mail.html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
  expect(mail.html).toContain('not<br>&lt;b&gt;yet&lt;/b&gt;');
  expect(mail.text).toContain('Reason: not\n<b>yet</b>');
});

test('a name cannot add a header or fill the subject', () => {
  const { subject } = renderMail(
    'requestFailed',
    'en',
    { ...data, requester: 'Eve\r\nBcc: all@example.org\u2028x', target: 'y'.repeat(500) },
    publicUrl,
  );
  expect(subject).not.toMatch(/[\p{Cc}\u2028]/u);
  expect(Array.from(subject).length).toBeLessThanOrEqual(200);
});

test('an absent value is empty, an unknown template an error', () => {
  expect(renderMail('requestFailed', 'en', {}, publicUrl).text).not.toContain('undefined');
  expect(() => renderMail('constructor', 'en', data, publicUrl)).toThrow('no mail template');
});

import { describe, expect, test } from 'vitest';
import {
  factsOfTemplate,
  mailTemplateNames,
  type TemplateText,
} from '../../activities/platform/mail-templates/catalogue.ts';
import { templateProblems } from '../../activities/platform/mail-templates/check.ts';
import { renderMail } from '../../activities/platform/mail-templates/render.ts';
import { sampleData } from '../../activities/platform/mail-templates/sample.ts';
import { textAmong } from '../../activities/platform/mail-templates/texts.ts';
import { type MailData, tagValues } from '../../activities/platform/mail-templates/values.ts';

const publicUrl = new URL('https://muster.example.org/portal');
const data = {
  requestId: '3a0c9f3e-3f5c-4f0e-9d64-111111111111',
  action: 'joinGroup',
  requester: 'Ada Lovelace',
  target: 'Analytical Engine',
};

const built = (template: string, values: MailData) =>
  renderMail(
    factsOfTemplate(template).english,
    'en',
    tagValues(template, values, publicUrl, 'grace@example.org'),
  );
const problemsOf = (template: string, change: Partial<TemplateText>) =>
  templateProblems(factsOfTemplate(template), { ...factsOfTemplate(template).english, ...change });

test.each(mailTemplateNames.filter((name) => factsOfTemplate(name).about === 'request'))(
  '%s names who and what and leads to the request [access-and-approvals Q6]',
  (template) => {
    const mail = built(template, data);
    expect(mail.subject).toContain('Ada Lovelace');
    expect(mail.subject).toContain('to join Analytical Engine');
    const link = `https://muster.example.org/portal/requests/${data.requestId}`;
    expect(mail.text).toContain(link);
    expect(mail.html).toContain(`href="${link}"`);
  },
);

test.each(mailTemplateNames)(
  'the built-in %s passes the check of its own editor and leaves no tag unfilled [reports-history-notifications N4]',
  (template) => {
    expect(problemsOf(template, {})).toEqual([]);
    const mail = built(template, sampleData);
    expect(Object.values(mail).join()).not.toMatch(/%[A-Z]+_|undefined|<small>.*<small>/);
  },
);

test('a reason is told, values are escaped in HTML and plain in text [reports-history-notifications N4]', () => {
  const mail = built('requestDenied', {
    ...data,
    target: `<script>alert("x")</script> & 'co'`,
    reason: 'not\n<b>yet</b> %MASTER_Code%',
    code: '999999',
  });
  expect(mail.html).not.toMatch(/<script|<b>/u);
  expect(mail.html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
  expect(mail.html).toContain('not<br>&lt;b&gt;yet&lt;/b&gt;');
  expect(mail.text).toContain('Reason: not\n<b>yet</b>');
  // A value is not read as a template once more.
  expect(mail.html).not.toContain('999999');
});

test('a name cannot add a header or fill the subject', () => {
  const { subject } = built('requestFailed', {
    ...data,
    requester: 'Eve\r\nBcc: all@example.org\u2028x',
    target: 'y'.repeat(500),
  });
  expect(subject).not.toMatch(/[\p{Cc}\u2028]/u);
  expect(Array.from(subject).length).toBeLessThanOrEqual(200);
});

test('an absent value is empty, a paragraph of absent values is left out, an unknown template an error [reports-history-notifications N4]', () => {
  const mail = built('requestFailed', {});
  expect(mail.text).not.toContain('undefined');
  expect(mail.text).not.toContain('Reason');
  expect(built('approvalRequested', data).html).not.toContain('Accept');
  expect(() => built('constructor', data)).toThrow('no mail template');
});

describe('what a template may hold [reports-history-notifications N4]', () => {
  test.each([
    ['an unknown variable', { subject: '%SOMEBODY_DisplayName% asks' }, 'subject', '%SOMEBODY_DisplayName%'],
    ['an unknown attribute', { body: '%MASTER_Link% %REQUESTER_Password%' }, 'body', '%REQUESTER_Password%'],
    ['a variable without an attribute', { body: '%MASTER_Link% %REQUESTER%' }, 'body', '%REQUESTER%'],
    ['no required placeholder', { body: '<p>Hello</p>' }, 'body', '%MASTER_Link%'],
    [
      'a required placeholder only in a comment',
      { body: '<p>x</p><!-- %MASTER_Link% -->' },
      'body',
      'comment',
    ],
    ['a script', { body: '%MASTER_Link%<script>x</script>' }, 'body', '<script>'],
    ['a handler', { body: '<p onclick="x()">%MASTER_Link%</p>' }, 'body', 'onclick'],
    ['a form', { body: '<form action="https://x.example">%MASTER_Link%</form>' }, 'body', '<form>'],
    ['a frame', { body: '%MASTER_Link%<iframe src="https://x.example"></iframe>' }, 'body', '<iframe>'],
    ['a javascript link', { body: '%MASTER_Link%<a href="java&#115;cript:x()">x</a>' }, 'body', 'http'],
    [
      'a name as an address',
      { body: '%MASTER_Link%<a href="%REQUESTER_DisplayName%">x</a>' },
      'body',
      'href',
    ],
    ['half a link', { body: '<a href="https://x.example/?l=%MASTER_Link%">x</a>' }, 'body', 'href'],
    ['a value as a style', { body: '<p style="%USER_DisplayName%">%MASTER_Link%</p>' }, 'body', 'href'],
    [
      'a style that loads',
      { body: '<p style="background:url(https://x)">%MASTER_Link%</p>' },
      'body',
      'style',
    ],
    ['an element left open', { body: '<div>%MASTER_Link%' }, 'body', 'open'],
  ])('%s is refused, naming the field', (_what, change, field, word) => {
    const problems = problemsOf('requestFailed', change);
    expect(problems.map((one) => one.field)).toEqual([field]);
    expect(problems[0]?.message).toContain(word);
  });

  test('both fields are told at once; links, tables, pictures and styles are fine', () => {
    expect(
      problemsOf('requestFailed', { subject: '%X_Y%', body: 'x' })
        .map(({ field }) => field)
        .sort(),
    ).toEqual(['body', 'subject']);
    const body =
      '<table><tr><td style="color:#333"><img src="https://x.example/logo.png" alt=""><br>100 % sure: ' +
      '<a href="%MASTER_Link%">open</a> or <a href="mailto:help@example.org">ask</a></td></tr></table>';
    expect(problemsOf('requestFailed', { body })).toEqual([]);
  });
});

test('what is not written in a language is sent in English, built in or written anew [reports-history-notifications N3, N4]', () => {
  const row = (language: 'en' | 'de', subject: string) => ({
    template: 'requestFailed',
    language,
    subject,
    body: '',
    version: 1,
    updatedAt: new Date(),
  });
  const german = row('de', 'Nicht möglich');
  const english = row('en', 'Sorry');
  expect(textAmong([german, english], 'requestFailed', 'de')).toMatchObject({ language: 'de', text: german });
  expect(textAmong([german, english], 'requestFailed', 'fi')).toMatchObject({
    language: 'en',
    text: english,
  });
  expect(textAmong([german], 'requestFailed', 'fi')).toMatchObject({ language: 'en', stored: null });
});

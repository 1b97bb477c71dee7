/** What a person looked at is what is done; where it is another by now, nothing is, and they are shown both. */
import { expect, test } from 'vitest';
import type { Company } from '../../support/company.ts';

export function lookedAtTests(company: Company): void {
  const id = (name: string) => company.corp.id(name);
  const stale = { status: 412, body: { code: 'version.stale' } };
  const natively = (group: string, description: string) =>
    company.modify(group, `replace: description\ndescription: ${description}`);

  test('[stores-and-links 0.1] [stores-and-links 0.2] a plan that was looked at is done as it was, or refused with the plan of now', async () => {
    const group = await company.group(company.olga, 'Looked at', { description: 'first' });
    const path = company.groups(group);
    const body = { description: 'mine' };
    const plan = await company.act(company.olga, 'PATCH', `${path}?dryRun=true`, body);
    expect(plan.headers.get('etag')).toBe(`"${plan.body.hash as string}"`);
    await natively(group, 'of somebody else');

    // Told at once, also to those who do not wait for the outcome.
    const headers = { 'if-match': `"${plan.body.hash as string}"` };
    const refused = await company.olga.patch(path, body, { headers });
    expect(refused).toMatchObject(stale);
    expect(refused.body.plan).toMatchObject({
      items: [{ attribute: 'description', old: 'of somebody else', new: 'mine' }],
    });
    expect(refused.body.plan.hash).not.toBe(plan.body.hash);
    expect(await company.act(company.olga, 'PATCH', path, body, headers)).toMatchObject(stale);
    expect(await company.entry(group, 'description')).toMatchObject({ description: ['of somebody else'] });

    // Seen now, so it is done; the request is open at first.
    const sent = await company.olga.patch(path, body, {
      headers: { 'if-match': `"${refused.body.plan.hash as string}"` },
    });
    expect(sent.status).toBe(202);
    await company.olga.untilState(sent.body.requestId, ['succeeded']);
    expect(await company.entry(group, 'description')).toMatchObject({ description: ['mine'] });

    expect(await company.olga.patch(path, body, { headers: { 'if-match': '"not a plan"' } })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'if-match' }] },
    });
  });

  test('[stores-and-links 0.1] members, deletion, creation and undoing are bound to their plan alike', async () => {
    const group = await company.group(company.olga, 'Bound');
    const members = company.groups(group, 'members');
    const memberIds = [id('uwe.user'), id('ben.biker')];
    const dry = async (method: 'POST' | 'DELETE', path: string, body?: object) => {
      const { body: plan } = await company.act(company.olga, method, `${path}?dryRun=true`, body);
      return { 'if-match': `"${plan.hash as string}"` };
    };
    const [added, removed, made] = await Promise.all([
      dry('POST', members, { memberIds }),
      dry('DELETE', company.groups(group)),
      dry('POST', company.groups(), { name: 'Made as seen' }),
    ]);
    expect(
      await company.act(company.olga, 'POST', company.groups(), { name: 'Made as seen' }, made),
    ).toMatchObject({ status: 200 });
    await company.modify(group, `add: member\nmember: ${await company.dn(id('uwe.user'))}`);
    await natively(group, 'not what was to be deleted');

    const refused = await company.act(company.olga, 'POST', members, { memberIds }, added);
    expect(refused).toMatchObject(stale);
    expect(refused.body.plan.items).toMatchObject([
      { new: id('ben.biker'), skippedReason: null },
      { new: id('uwe.user'), skippedReason: 'already a member' },
    ]);
    expect(
      await company.act(company.olga, 'DELETE', company.groups(group), undefined, removed),
    ).toMatchObject(stale);
    expect(await company.members(group)).toEqual(['olga.owner', 'uwe.user']);

    const again = await dry('DELETE', company.groups(group));
    expect(await company.act(company.olga, 'DELETE', company.groups(group), undefined, again)).toMatchObject({
      status: 200,
    });
  });

  test('[users-and-search U2.3] a field that somebody else changed is told with both values; the others are of no matter', async () => {
    const group = await company.group(company.olga, 'Edited twice', {
      description: 'first',
      displayName: 'Edited twice',
    });
    const patch = (body: object) => company.act(company.olga, 'PATCH', company.groups(group), body);
    await natively(group, 'theirs');
    const refused = await patch({ description: 'mine', seen: { description: 'first' } });
    expect(refused).toMatchObject(stale);
    expect(refused.body.errors).toEqual([
      {
        field: 'description',
        code: 'version.stale',
        message: 'Changed by someone else: you saw "first", now it is "theirs".',
        current: 'theirs',
      },
    ]);
    expect(await company.entry(group, 'description')).toMatchObject({ description: ['theirs'] });
    // Another field, an equal wish, and the value as it is now: none of them overwrites unseen.
    for (const body of [
      { mail: 'twice@corp.test', seen: { mail: null, description: 'first' } },
      { description: 'theirs', seen: { description: 'first' } },
      {
        description: 'mine',
        displayName: 'Twice',
        seen: { description: 'theirs', displayName: 'Edited twice' },
      },
    ])
      expect(await patch(body)).toMatchObject({ status: 200 });

    // Owners are told by name.
    expect(
      await patch({ additionalOwners: [id('ben.biker')], seen: { additionalOwners: [] } }),
    ).toMatchObject({ status: 200 });
    const owners = await patch({ additionalOwners: [id('eva.extra')], seen: { additionalOwners: [] } });
    expect(owners).toMatchObject(stale);
    expect(owners.body.errors).toMatchObject([
      {
        field: 'additionalOwners',
        message: expect.stringContaining('now it is "ben.biker"'),
        current: [id('ben.biker')],
      },
    ]);
  });
}

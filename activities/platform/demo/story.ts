/**
 * What the people of the demo organisation did before anybody looked: real requests of the portal,
 * told in order. Each has its key, so that a story cut off anywhere is told again without doing
 * anything twice.
 */
import type { Logger } from '../log.ts';
import { demoSignIns, type DemoStoreKey, demoStores } from './organisation.ts';
import { type Asked, Visitor } from './visitor.ts';

/** The ids of what the story names. */
class Places {
  private readonly ids = new Map<string, string>();

  async look(visitor: Visitor, store: DemoStoreKey): Promise<void> {
    const { storeId } = demoStores[store];
    for (const kind of ['groups', 'users'] as const) {
      let cursor: unknown = null;
      do {
        const after = typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : '';
        const page = await visitor.get(`/stores/${storeId}/${kind}?limit=200${after}`);
        for (const { id, name } of page['items'] as { id: string; name: string }[]) {
          this.ids.set(`${store}/${name}`, id);
        }
        cursor = page['nextCursor'];
      } while (cursor !== null);
    }
  }

  group = (store: DemoStoreKey, name: string): string =>
    `/stores/${demoStores[store].storeId}/groups/${this.idOf(store, name)}`;

  idOf(store: DemoStoreKey, name: string): string {
    const id = this.ids.get(`${store}/${name}`);
    if (id === undefined) throw new Error(`The demo organisation has no ${name} any more.`);
    return id;
  }
}

/** @param base where the API listens, such as http://127.0.0.1:3000 */
export async function tellStory(base: string, password: string, log: Logger): Promise<void> {
  const visitors = new Map<string, Visitor>();
  const as = async (account: string): Promise<Visitor> => {
    const known = visitors.get(account);
    if (known !== undefined) return known;
    const person = demoSignIns.find((one) => one.account === account);
    if (person === undefined) throw new Error(`Nobody signs in as ${account}.`);
    const visitor = await Visitor.signIn(base, person, password);
    visitors.set(account, visitor);
    return visitor;
  };
  try {
    await companyStory(as);
    await subsidiaryStory(as);
    log.info('the story of the demo organisation is told');
  } finally {
    await Promise.all([...visitors.values()].map((visitor) => visitor.end()));
  }
}

type As = (account: string) => Promise<Visitor>;

async function companyStory(as: As): Promise<void> {
  const [ayse, mateusz, linh, joerg, siobhan, layla] = [
    await as('ayse.yilmaz'),
    await as('mateusz.glowacki'),
    await as('linh.nguyen'),
    await as('joerg.mueller-luedenscheidt'),
    await as('siobhan.oneill'),
    await as('layla.alhashimi'),
  ];
  const places = new Places();
  await places.look(ayse, 'company');
  const group = (name: string) => places.group('company', name);
  const groups = `/stores/${demoStores.company.storeId}/groups`;
  const join = (who: Visitor, key: string, name: string, reason?: string): Promise<Asked> =>
    who.ask(key, 'POST', `${group(name)}/join`, reason === undefined ? {} : { reason });

  await ayse.replicate();
  // Creating a group needs the yes of the service operator.
  const circle = await linh.ask('photonics-circle', 'POST', groups, {
    name: 'Photonics reading circle',
    description: 'One paper every second Friday; everybody may come',
    securityType: 'public',
  });
  await mateusz.settle(circle, 'approve', { comment: 'Welcome. Please renew it after a year.' });
  const karaoke = await joerg.ask('karaoke', 'POST', groups, {
    name: 'Karaoke in the clean room',
    description: 'Every last Thursday, from six',
    securityType: 'public',
  });
  await mateusz.settle(karaoke, 'deny', { reason: 'Not in the clean room. Ask for the canteen.' });
  // The directory holds this name already: the request fails and says so.
  await siobhan.ask('sales-twice', 'POST', groups, { name: 'Sales', description: 'Sales team' });

  await join(joerg, 'joerg-runs', 'Lunch runners');
  await join(siobhan, 'siobhan-climbs', 'Bouldern & Klettern');
  await siobhan.ask('siobhan-stops-climbing', 'POST', `${group('Bouldern & Klettern')}/leave`, {});

  const laser = await join(siobhan, 'siobhan-laser', 'Laser safety officers', 'I did the course in May.');
  await linh.settle(laser, 'approve', { comment: 'I have seen your certificate.' });
  const council = await join(layla, 'layla-council', 'Works council mail', 'I help with the elections.');
  await linh.settle(council, 'deny', { reason: 'Only elected members read this mailbox.' });
  const visit = await join(layla, 'layla-clean-room', 'Clean room access', 'A visit with the auditors.');
  await layla.settle(visit, 'withdraw');

  await linh.ask('research-description', 'PATCH', group('Research'), {
    description: 'Everybody in research, in Hamburg and Grenoble',
  });
  await mateusz.ask('vpn-add', 'POST', `${group('VPN')}/members`, {
    memberIds: [
      places.idOf('company', "Siobhán O'Neill"),
      places.idOf('company', 'Jörg Müller-Lüdenscheidt'),
    ],
  });
  const albatross = await ayse.ask('albatross-private', 'PATCH', group('Project Albatross'), {
    securityType: 'private',
    description: 'Archived',
  });
  await ayse.ask('albatross-undo', 'POST', `/requests/${albatross.requestId}/undo`, {});

  // These wait for whoever looks at the demo.
  await join(joerg, 'joerg-clean-room', 'Clean room access', 'I take over the night shift in clean room 2.');
  await join(layla, 'layla-albatross', 'Project Albatross', 'I need the invoices of the project.');
  await joerg.ask('chess', 'POST', groups, {
    name: 'Schachfreunde Werk 2',
    description: 'Chess after work, beginners welcome',
    securityType: 'public',
  });
}

async function subsidiaryStory(as: As): Promise<void> {
  const [tomasz, bich] = [await as('tomasz.wisniewski'), await as('bich.tran')];
  const places = new Places();
  await places.look(tomasz, 'subsidiary');
  const group = (name: string) => places.group('subsidiary', name);
  await tomasz.replicate();
  await bich.ask('coating-trial', 'POST', `/stores/${demoStores.subsidiary.storeId}/groups`, {
    name: 'Coating trial 7',
    description: 'Plans and results of the seventh trial',
    securityType: 'semi-private',
  });
  await tomasz.ask('technical-members', 'POST', `${group('Technical staff')}/members`, {
    memberIds: [places.idOf('subsidiary', 'Office')],
  });
  await bich.ask('bich-parks', 'POST', `${group('Zürich parking')}/join`, {});
}

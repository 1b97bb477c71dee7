/** The groups of the demo organisation as they stand on its first day; its people make more of them. */
import type { SecurityType } from '../../../workflows/contracts/actions.ts';
import type { DemoPerson, DemoStoreKey } from './organisation.ts';

export interface DemoGroup {
  readonly store: DemoStoreKey;
  readonly name: string;
  readonly description: string;
  readonly security: SecurityType;
  /** Account of the owner; a group without one is held for the administrators. */
  readonly owner: string | null;
  readonly additionalOwners?: readonly string[];
  readonly mail?: string;
  /** Which people are in it. */
  readonly people: (person: DemoPerson, position: number) => boolean;
  /** Names of groups that are in it; they stand before it. */
  readonly groups?: readonly string[];
}

const nobody = () => false;
const among =
  (...accounts: readonly string[]) =>
  ({ account }: DemoPerson) =>
    accounts.includes(account);
const inDepartment =
  (...names: readonly string[]) =>
  ({ department, enabled }: DemoPerson) =>
    enabled && names.includes(department);
const titled =
  (part: RegExp) =>
  ({ title, enabled }: DemoPerson) =>
    enabled && part.test(title);
const inOffice =
  (part: string) =>
  ({ office, enabled }: DemoPerson) =>
    enabled && office.includes(part);
/** Some people from everywhere. */
const every =
  (step: number, from = 0) =>
  ({ enabled }: DemoPerson, position: number) =>
    enabled && position % step === from;

type Line = readonly [
  name: string,
  security: SecurityType,
  owner: string | null,
  people: DemoGroup['people'],
  description: string,
  more?: Pick<DemoGroup, 'additionalOwners' | 'mail' | 'groups'>,
];

export const administratorsGroup = 'Portal administrators';
export const operatorsGroup = 'Portal operators';

const company: readonly Line[] = [
  [administratorsGroup, 'private', 'ayse.yilmaz', among('ayse.yilmaz'), 'Members administer the portal'],
  [
    operatorsGroup,
    'private',
    'ayse.yilmaz',
    among('mateusz.glowacki'),
    'Members look after requests and runs',
  ],
  [
    'Research',
    'semi-private',
    'linh.nguyen',
    inDepartment('Research'),
    'Everybody in research',
    { mail: 'research' },
  ],
  [
    'Firmware',
    'semi-private',
    'ngozi.nwachukwu',
    inDepartment('Firmware'),
    'Everybody who writes or tests firmware',
  ],
  [
    'Engineering',
    'semi-private',
    'linh.nguyen',
    nobody,
    'Research and firmware together; add people to one of the two, not here',
    { groups: ['Research', 'Firmware'], mail: 'engineering' },
  ],
  ['Production', 'semi-private', null, inDepartment('Production'), 'Both plants and all shifts'],
  [
    'Quality',
    'semi-private',
    'mateusz.glowacki',
    inDepartment('Quality'),
    'Inspection, metrology and calibration',
  ],
  [
    'Operations',
    'private',
    'mateusz.glowacki',
    inDepartment('Logistics'),
    'Production, quality and logistics',
    { groups: ['Production', 'Quality'] },
  ],
  [
    'Sales',
    'semi-private',
    'siobhan.oneill',
    inDepartment('Sales'),
    'Account teams of all regions',
    { mail: 'sales' },
  ],
  ['Finance', 'private', 'layla.alhashimi', inDepartment('Finance'), 'Accounting, payroll and purchasing'],
  [
    'People and culture',
    'private',
    null,
    inDepartment('People and culture'),
    'Recruiting, training and payroll questions',
  ],
  [
    'IT',
    'semi-private',
    'ayse.yilmaz',
    inDepartment('IT'),
    'Service desk, network and workplace',
    { mail: 'it' },
  ],
  ['Legal', 'private', 'ayse.yilmaz', inDepartment('Legal'), 'Contracts and export control'],
  [
    'All staff',
    'private',
    'ayse.yilmaz',
    (person) => person.enabled,
    'Everybody at Tidewater Instruments; kept by people and culture',
    { mail: 'everybody' },
  ],
  ['Managers', 'private', 'ayse.yilmaz', titled(/^(Head|Chief|Plant|General)/), 'Heads of departments'],
  [
    'Clean room access',
    'semi-private',
    'linh.nguyen',
    titled(/technician|grinder/i),
    'Opens the doors of clean rooms 1 to 3. Training is needed before the first visit.',
    { additionalOwners: ['mateusz.glowacki'] },
  ],
  [
    'Laser safety officers',
    'semi-private',
    'linh.nguyen',
    among('linh.nguyen', 'hanh.do'),
    'May switch class 4 lasers on',
  ],
  [
    'Works council mail',
    'semi-private',
    'linh.nguyen',
    titled(/Works council/),
    'Reads the mailbox of the works council',
    { mail: 'works-council' },
  ],
  ['VPN', 'semi-private', 'mateusz.glowacki', every(3), 'Access to the company network from outside'],
  [
    'Source code: firmware',
    'semi-private',
    'ngozi.nwachukwu',
    nobody,
    'Writes to the firmware repositories',
    { groups: ['Firmware'] },
  ],
  [
    'Quarterly figures',
    'private',
    'layla.alhashimi',
    among('layla.alhashimi', 'ingrid.achterberg'),
    'Sees figures before they are published',
  ],
  [
    'Café Küste – Mittagstisch',
    'public',
    'joerg.mueller-luedenscheidt',
    every(9, 2),
    'Lunch menu and table reservations in Hamburg',
  ],
  ['Lunch runners', 'public', 'siobhan.oneill', every(17, 3), 'Five kilometres every Tuesday, all paces'],
  ['Bouldern & Klettern', 'public', 'linh.nguyen', every(23, 5), 'Climbing hall on Thursdays'],
  ['İzmir ofisi', 'public', 'cagla.sahin', inOffice('İzmir'), 'Office news in Turkish'],
  ['Zespół Łódź', 'public', 'mateusz.glowacki', inOffice('Łódź'), 'Office news in Polish', { mail: 'lodz' }],
  ['Văn phòng Đà Nẵng', 'public', 'linh.nguyen', inOffice('Đà Nẵng'), 'Office news in Vietnamese'],
  ['مكتب الدار البيضاء', 'public', 'layla.alhashimi', inOffice('Casablanca'), 'Office news in Arabic'],
  [
    'First aiders',
    'public',
    'mateusz.glowacki',
    every(20, 7),
    'Called when somebody is hurt; two on every shift',
  ],
  [
    'Project Albatross',
    'semi-private',
    null,
    every(40, 11),
    'Finished in spring; its owner has left the company',
  ],
  [
    'Export control review',
    'private',
    'ayse.yilmaz',
    titled(/Export|Customs/),
    'Checks shipments that need a licence',
  ],
];

const subsidiary: readonly Line[] = [
  [
    administratorsGroup,
    'private',
    'tomasz.wisniewski',
    among('tomasz.wisniewski'),
    'Members administer the portal',
  ],
  [
    'Optics design',
    'semi-private',
    'bich.tran',
    inDepartment('Optics design'),
    'Everybody who designs lenses',
    { mail: 'design' },
  ],
  [
    'Manufacturing',
    'semi-private',
    'tomasz.wisniewski',
    inDepartment('Manufacturing'),
    'Polishing, machines and inspection',
  ],
  [
    'Technical staff',
    'private',
    'tomasz.wisniewski',
    nobody,
    'Design and manufacturing',
    { groups: ['Optics design', 'Manufacturing'] },
  ],
  ['Office', 'semi-private', 'tomasz.wisniewski', inDepartment('Office'), 'Office and bookkeeping'],
  [
    'All of Kestrel',
    'private',
    'tomasz.wisniewski',
    (person) => person.enabled,
    'Everybody at Kestrel Optics',
    { mail: 'everybody' },
  ],
  [
    'Coating recipes',
    'semi-private',
    'bich.tran',
    titled(/Coating/),
    'Reads the recipes of anti-reflective coatings',
  ],
  ['Zürich parking', 'public', 'tomasz.wisniewski', every(6), 'Takes part in the draw for parking places'],
  ['Choir', 'public', 'bich.tran', every(11, 4), 'Rehearses on Wednesdays after work'],
];

const groupsOf = (store: DemoStoreKey, lines: readonly Line[]): DemoGroup[] =>
  lines.map(([name, security, owner, people, description, more = {}]) => ({
    store,
    name,
    description,
    security,
    owner,
    people,
    ...more,
  }));

/** Groups stand after the groups that are in them. */
export const demoGroups: readonly DemoGroup[] = [
  ...groupsOf('company', company),
  ...groupsOf('subsidiary', subsidiary),
];

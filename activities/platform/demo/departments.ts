/** The departments of the demo organisation, and its people with names of their own. */
import type { DemoPerson, DemoStoreKey } from './organisation.ts';

export type NamedPerson = Pick<DemoPerson, 'account' | 'firstName' | 'lastName'> &
  Partial<Pick<DemoPerson, 'displayName' | 'title' | 'enabled'>>;

export interface Department {
  readonly name: string;
  readonly head: string;
  readonly lead: string;
  readonly titles: readonly string[];
  readonly offices: readonly string[];
  readonly size: number;
  /** People with names of their own; they come after the head and the first lead. */
  readonly named?: readonly NamedPerson[];
}

export const departments: Readonly<Record<DemoStoreKey, readonly Department[]>> = {
  company: [
    {
      name: 'Research',
      head: 'Head of research',
      lead: 'Principal scientist',
      titles: ['Optical physicist', 'Research engineer', 'Laboratory technician'],
      offices: ['Hamburg, Speicherstadt 4', 'Grenoble'],
      size: 24,
      named: [
        {
          account: 'linh.nguyen',
          firstName: 'Thị Linh',
          lastName: 'Nguyễn',
          displayName: 'Nguyễn Thị Linh',
          title: 'Laser safety officer',
        },
        {
          account: 'mm.konstantinopoulou',
          firstName: 'Maria-Magdalena Theodora Wilhelmina',
          lastName: 'Konstantinopoulou-Papadimitriou von Hohenlohe-Schillingsfürst',
        },
      ],
    },
    {
      name: 'Firmware',
      head: 'Head of firmware',
      lead: 'Senior firmware engineer',
      titles: ['Firmware engineer', 'Test engineer', 'Release engineer'],
      offices: ['Łódź', 'Đà Nẵng'],
      size: 26,
    },
    {
      name: 'Production',
      head: 'Plant manager',
      lead: 'Shift lead',
      titles: ['Precision mechanic', 'Lens grinder', 'Assembler', 'Clean room technician'],
      offices: ['Hamburg, Werk 2', 'İzmir'],
      size: 44,
      named: [
        {
          account: 'joerg.mueller-luedenscheidt',
          firstName: 'Jörg',
          lastName: 'Müller-Lüdenscheidt',
          title: 'Precision mechanic',
        },
      ],
    },
    {
      name: 'Quality',
      head: 'Head of quality',
      lead: 'Quality engineer',
      titles: ['Inspector', 'Metrologist', 'Calibration technician'],
      offices: ['Hamburg, Werk 2'],
      size: 16,
    },
    {
      name: 'Sales',
      head: 'Head of sales',
      lead: 'Key account manager',
      titles: ['Account manager', 'Sales engineer', 'Sales assistant'],
      offices: ['Galway', 'Hamburg, Speicherstadt 4', 'Lagos'],
      size: 30,
      named: [
        { account: 'siobhan.oneill', firstName: 'Siobhán', lastName: "O'Neill", title: 'Sales engineer' },
      ],
    },
    {
      name: 'Finance',
      head: 'Chief financial officer',
      lead: 'Controller',
      titles: ['Accountant', 'Payroll specialist', 'Purchaser'],
      offices: ['Hamburg, Speicherstadt 4'],
      size: 18,
      named: [
        { account: 'layla.alhashimi', firstName: 'ليلى', lastName: 'الهاشمي', title: 'Accountant' },
        { account: 'noa.bendavid', firstName: 'נועה', lastName: 'בן־דוד', title: 'Purchaser' },
      ],
    },
    {
      name: 'People and culture',
      head: 'Head of people and culture',
      lead: 'Recruiter',
      titles: ['People partner', 'Trainer', 'Works council assistant'],
      offices: ['Hamburg, Speicherstadt 4'],
      size: 12,
    },
    {
      name: 'IT',
      head: 'Head of IT',
      lead: 'Systems engineer',
      titles: ['Service desk agent', 'Network engineer', 'Workplace engineer'],
      offices: ['Hamburg, Speicherstadt 4', 'Łódź'],
      size: 20,
      named: [
        { account: 'ayse.yilmaz', firstName: 'Ayşe', lastName: 'Yılmaz', title: 'Directory administrator' },
        {
          account: 'mateusz.glowacki',
          firstName: 'Mateusz',
          lastName: 'Głowacki',
          title: 'Service operator',
        },
        { account: 'bjorn.gone', firstName: 'Björn', lastName: 'Ångström', title: 'Trainee', enabled: false },
      ],
    },
    {
      name: 'Legal',
      head: 'General counsel',
      lead: 'Counsel',
      titles: ['Contract manager', 'Export control officer'],
      offices: ['Hamburg, Speicherstadt 4'],
      size: 8,
    },
    {
      name: 'Logistics',
      head: 'Head of logistics',
      lead: 'Warehouse lead',
      titles: ['Warehouse clerk', 'Driver', 'Customs clerk'],
      offices: ['Hamburg, Hafen', 'Casablanca'],
      size: 22,
    },
  ],
  subsidiary: [
    {
      name: 'Optics design',
      head: 'Managing director',
      lead: 'Senior optics designer',
      titles: ['Optics designer', 'Coating specialist'],
      offices: ['Zürich', 'Grenoble'],
      size: 28,
      named: [
        {
          account: 'bich.tran',
          firstName: 'Ngọc Bích',
          lastName: 'Trần',
          displayName: 'Trần Ngọc Bích',
          title: 'Coating specialist',
        },
      ],
    },
    {
      name: 'Manufacturing',
      head: 'Head of manufacturing',
      lead: 'Team lead',
      titles: ['Polisher', 'Machine operator', 'Quality inspector'],
      offices: ['Zürich, Werkstrasse'],
      size: 34,
    },
    {
      name: 'Office',
      head: 'Head of office',
      lead: 'Office lead',
      titles: ['Clerk', 'Bookkeeper', 'Sales assistant'],
      offices: ['Zürich'],
      size: 18,
      named: [
        {
          account: 'tomasz.wisniewski',
          firstName: 'Tomasz',
          lastName: 'Wiśniewski',
          title: 'Systems administrator',
        },
      ],
    },
  ],
};

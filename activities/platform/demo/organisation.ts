/** The demo organisation: a maker of optical instruments and its subsidiary. All of it is invented. */

/** Chosen once, so that a creation that was cut off finds what it has made already. */
export interface DemoStore {
  readonly key: DemoStoreKey;
  readonly storeId: string;
  readonly instanceId: string;
  readonly name: string;
  /** Reserved for examples (RFC 2606): no mail can leave. */
  readonly domain: string;
}

export type DemoStoreKey = 'company' | 'subsidiary';

export const demoStores: Readonly<Record<DemoStoreKey, DemoStore>> = {
  company: {
    key: 'company',
    storeId: '0d3e0a2e-6f0c-4b1a-9c55-2f5b6a7d1e01',
    instanceId: '0d3e0a2e-6f0c-4b1a-9c55-2f5b6a7d1e11',
    name: 'Tidewater Instruments',
    domain: 'tidewater.example',
  },
  subsidiary: {
    key: 'subsidiary',
    storeId: '0d3e0a2e-6f0c-4b1a-9c55-2f5b6a7d1e02',
    instanceId: '0d3e0a2e-6f0c-4b1a-9c55-2f5b6a7d1e12',
    name: 'Kestrel Optics',
    domain: 'kestrel.example',
  },
};

export const demoPortal = {
  name: 'Tidewater portal',
  path: 'tidewater',
  supportEmail: 'helpdesk@tidewater.example',
  helpUrl: null,
} as const;

export interface DemoPerson {
  readonly store: DemoStoreKey;
  readonly account: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  readonly title: string;
  readonly department: string;
  readonly office: string;
  readonly phone: string;
  readonly employeeId: string;
  /** Account of the manager, who is made first. */
  readonly manager: string | null;
  readonly enabled: boolean;
}

/** Somebody the terminal and the sign-in page name. */
export interface DemoSignIn {
  readonly store: DemoStoreKey;
  readonly account: string;
  readonly what: string;
}

export const demoSignIns: readonly DemoSignIn[] = [
  { store: 'company', account: 'ayse.yilmaz', what: 'administrator' },
  { store: 'company', account: 'mateusz.glowacki', what: 'operator, approves new groups' },
  { store: 'company', account: 'linh.nguyen', what: 'owns groups, has requests to decide' },
  { store: 'company', account: 'joerg.mueller-luedenscheidt', what: 'user, waits for an answer' },
  { store: 'company', account: 'siobhan.oneill', what: 'user' },
  { store: 'company', account: 'layla.alhashimi', what: 'user, with a name in Arabic' },
  { store: 'subsidiary', account: 'tomasz.wisniewski', what: 'administrator of the subsidiary' },
  { store: 'subsidiary', account: 'bich.tran', what: 'user of the subsidiary' },
];

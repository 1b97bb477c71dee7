/** The pages of one kind, from whichever operation the directory has, each with the moment it was asked for. */
import type { ObjectKind } from '../../workflows/contracts/directory.ts';
import type { ChangePage } from '../providers/contract.ts';
import { pageSize, progress, type Session } from './session.ts';
import { type PageRows, pageRows } from './write-page.ts';

export interface DatedPage extends Omit<ChangePage, 'objects'> {
  /** How many objects came. */
  readonly count: number;
  readonly rows: PageRows;
  /** Nothing in the page is older. */
  readonly askedAt: Date;
  /**
   * Asks for the next page, to be called when the database has got this one and is busy with it: the thread that takes
   * the answer apart is the one that feeds the database. It is asked for in any case once this page is done with.
   */
  readonly readOn: () => void;
}

/**
 * @param cursor null to read everything
 * @param anew whether everything is asked for, also what nothing shows to have changed
 */
export async function* pagesOf(
  session: Session,
  kind: ObjectKind,
  cursor: string | null,
  anew: boolean,
): AsyncGenerator<DatedPage> {
  const { provider } = session;
  const attributes = session.attributesOf(kind);
  const wanted = { kinds: [kind], pageSize, ...(attributes === undefined ? {} : { attributes }) };
  const source =
    provider.changes === undefined
      ? everything(provider.search(anew ? wanted : { ...wanted, remembered: session.remembered }))
      : provider.changes({ ...wanted, cursor });
  yield* ahead(source, session);
}

/** A directory without changes is read whole each time. */
async function* everything(
  pages: AsyncIterable<{ readonly objects: ChangePage['objects'] }>,
): AsyncGenerator<ChangePage> {
  for await (const { objects } of pages) yield { objects, removed: null, full: true, cursor: null };
  yield { objects: [], removed: null, full: true, cursor: null };
}

/** The next page comes, and what is in it is folded, while the one before is written. */
async function* ahead(
  source: AsyncIterable<ChangePage>,
  { now, storeId }: Pick<Session, 'now' | 'storeId'>,
): AsyncGenerator<DatedPage> {
  const iterator = source[Symbol.asyncIterator]();
  type Page = Omit<DatedPage, 'readOn'> | null;
  let next: Promise<Page> | null = null;
  const readOn = (): Promise<Page> => {
    if (next !== null) return next;
    const askedAt = now();
    next = iterator.next().then((result) => {
      if (result.done === true) return null;
      const { objects, ...rest } = result.value;
      return { ...rest, count: objects.length, rows: pageRows(storeId, objects), askedAt };
    });
    // Whoever awaits it hears of its failure; nobody may when the page before fails first.
    next.catch(() => undefined);
    return next;
  };
  try {
    for (;;) {
      const page = await readOn();
      if (page === null) return;
      next = null;
      progress();
      yield { ...page, readOn: () => void readOn() };
    }
  } finally {
    await (next as Promise<Page> | null)?.catch(() => undefined);
    await iterator.return?.();
  }
}

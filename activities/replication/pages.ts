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
   * Takes the next page on, to be called when the database has got this one and is busy with it: the thread that folds
   * what comes is the one that feeds the database. It is taken on in any case once this page is done with.
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

/**
 * While a page is written, the next one is folded, and the directory looks for the one after that: neither waits for
 * the other two.
 */
async function* ahead(
  source: AsyncIterable<ChangePage>,
  { now, storeId }: Pick<Session, 'now' | 'storeId'>,
): AsyncGenerator<DatedPage> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = () => {
    const askedAt = now();
    return unheard(iterator.next().then((result) => ({ result, askedAt })));
  };
  const fold = async (): Promise<Page> => {
    const { result, askedAt } = await asked;
    if (result.done === true) return null;
    asked = ask();
    const { objects, ...rest } = result.value;
    return { ...rest, count: objects.length, rows: pageRows(storeId, objects), askedAt };
  };
  let asked = ask();
  let next: Promise<Page> | null = null;
  const readOn = (): Promise<Page> => (next ??= unheard(fold()));
  try {
    for (;;) {
      const page = await readOn();
      if (page === null) return;
      next = null;
      progress();
      yield { ...page, readOn: () => void readOn() };
    }
  } finally {
    // One after the other: the page that is being folded may still ask for another.
    await (next as Promise<Page> | null)?.catch(() => undefined);
    await asked.catch(() => undefined);
    await iterator.return?.();
  }
}

type Page = Omit<DatedPage, 'readOn'> | null;

/** Whoever awaits it hears of its failure; nobody may when the page before fails first. */
function unheard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

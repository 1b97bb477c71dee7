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

/** Asks for the next page, and folds what is in it, while the one before is written. */
async function* ahead(
  source: AsyncIterable<ChangePage>,
  { now, storeId }: Pick<Session, 'now' | 'storeId'>,
): AsyncGenerator<DatedPage> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = () => {
    const askedAt = now();
    const page = iterator.next().then((result): DatedPage | null => {
      if (result.done === true) return null;
      const { objects, ...rest } = result.value;
      return { ...rest, count: objects.length, rows: pageRows(storeId, objects), askedAt };
    });
    // Whoever awaits it hears of its failure; nobody may when the page before fails first.
    page.catch(() => undefined);
    return page;
  };
  let next = ask();
  try {
    for (;;) {
      const page = await next;
      if (page === null) return;
      next = ask();
      progress();
      yield page;
    }
  } finally {
    await next.catch(() => undefined);
    await iterator.return?.();
  }
}

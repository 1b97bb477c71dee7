/** Compresses files once, when they are built, so that no request pays for it. */
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

const compressors = { br: promisify(brotliCompress), gz: promisify(gzip) };
/** Fonts are compressed already, and below this size nothing is won. */
const worthBytes = 1_024;

/**
 * Writes `<file>.br` and `<file>.gz` beside every text of a folder, where that is smaller.
 * @param {string} folder
 */
export async function compressTexts(folder) {
  await Promise.all(
    globSync('**/*.{js,css,svg}', { cwd: folder }).map(async (name) => {
      const path = join(folder, name);
      const content = await readFile(path);
      if (content.length < worthBytes) return;
      await Promise.all(
        Object.entries(compressors).map(async ([ending, compress]) => {
          const packed = await compress(content);
          if (packed.length < content.length) await writeFile(`${path}.${ending}`, packed);
        }),
      );
    }),
  );
}

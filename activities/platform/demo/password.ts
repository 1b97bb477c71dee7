/** The password of the demo's people: random per installation, kept in a file of its owner only. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { randomWords } from '../random-words.ts';

const fileOf = (home: string): string => join(home, 'demo-password');

/** The password, made and written down first where there is none. */
export async function ensureDemoPassword(home: string): Promise<string> {
  const known = await readPassword(home);
  if (known !== null) return known;
  await mkdir(home, { recursive: true, mode: 0o700 });
  const password = randomWords();
  const fresh = `${fileOf(home)}.${randomUUID()}`;
  const file = await open(fresh, 'wx', 0o600);
  try {
    await file.writeFile(`${password}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, fileOf(home));
  return password;
}

async function readPassword(home: string): Promise<string | null> {
  try {
    const text = (await readFile(fileOf(home), 'utf8')).trim();
    await chmod(fileOf(home), 0o600);
    // A file somebody emptied is as good as none.
    return text === '' ? null : text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

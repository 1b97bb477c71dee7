/** Builds the web pages when their sources changed, and keeps their first load small. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRoot, root } from './checkout.mjs';
import { compressTexts } from './compress.mjs';
import { Problem, say, step } from './progress.mjs';

const dist = inRoot('ui', 'dist');
const stampFile = join(dist, '.sources-hash');
/** Scripts and styles of the first page, compressed, in kB of 1,000 bytes. */
const firstLoadLimitKb = 230;

/** The pages' sources and everything else that decides what comes out. */
function sourcesHash() {
  const hash = createHash('sha256');
  const files = globSync(
    ['ui/**/*', 'workflows/contracts/**/*', 'scripts/lib/compress.mjs', 'package-lock.json'],
    { cwd: root },
  )
    .filter((path) => !/^ui[\\/]dist([\\/]|$)/.test(path) && statSync(inRoot(path)).isFile())
    .sort();
  for (const path of files)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(inRoot(path)));
  return hash.digest('hex');
}

const readStamp = () => (existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '');

/** Does nothing when what is built is what the sources say. @throws {Problem} when the first load is too large */
export async function ensureUi() {
  const wanted = sourcesHash();
  if (readStamp() === wanted) return;
  await step('Building the web pages', async () => {
    const { build } = await import('vite');
    // Vite asks this variable, not its mode, whether React is built for people; a test runner says "test".
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      await build({ configFile: inRoot('ui', 'vite.config.ts'), logLevel: 'warn' });
      await compressTexts(join(dist, 'assets'));
    } finally {
      if (before === undefined) delete process.env.NODE_ENV;
      else process.env.NODE_ENV = before;
    }
  });
  const { totalKb, files } = firstLoad();
  say(`  first load ${totalKb.toFixed(1)} kB compressed (limit ${firstLoadLimitKb})`);
  if (totalKb > firstLoadLimitKb) {
    throw new Problem(
      `The first load of the web pages is ${totalKb.toFixed(1)} kB compressed, above ${firstLoadLimitKb}. Load less at first; the largest: ${files
        .slice(0, 5)
        .map(({ file, kb }) => `${file} ${kb.toFixed(1)}`)
        .join(', ')}.`,
    );
  }
  writeFileSync(stampFile, wanted);
}

/** What a browser fetches to show the home page: the page, its scripts with all they import, their styles. */
function firstLoad() {
  /** @typedef {{ file: string, imports?: string[], css?: string[] }} Chunk */
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));
  /** @type {Set<string>} */
  const wanted = new Set(['index.html']);
  const seen = new Set();
  const visit = (/** @type {string} */ name) => {
    const chunk = manifest[name];
    if (chunk === undefined || seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) wanted.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  visit('index.html');
  visit('src/features/home/home-page.tsx');
  const files = [...wanted]
    .map((file) => ({ file, kb: gzipSync(readFileSync(join(dist, file))).length / 1000 }))
    .sort((a, b) => b.kb - a.kb);
  return { files, totalKb: files.reduce((sum, { kb }) => sum + kb, 0) };
}

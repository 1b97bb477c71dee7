/**
 * The web pages, where they have been built: files whose names carry their hash are kept by browsers
 * for good; every other address outside the API is the one page, with a nonce of its own.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import fp from 'fastify-plugin';
import type { AppDeps } from '../deps.ts';

const folder = join(import.meta.dirname, '../../ui/dist');
/** Written by the build (ui/vite.config.ts) wherever a nonce belongs. */
const noncePlaceholder = '__MUSTER_CSP_NONCE__';

export const ui = fp<AppDeps>(
  async (app, { log }) => {
    const page = await readPage();
    if (page === null) {
      log.info({ folder }, 'the web pages are not built; only the API is served');
      return;
    }
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      maxAge: '365d',
      immutable: true,
      preCompressed: true,
      schemaHide: true,
    });
    app.get('/*', { schema: { hide: true } }, (request, reply) => {
      const path = request.url.split('?', 1)[0] ?? '';
      if (/^\/(api|assets)(\/|$)/.test(path)) {
        reply.callNotFound();
        return reply;
      }
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(page.replaceAll(noncePlaceholder, reply.cspNonce.style));
    });
  },
  { name: 'ui', dependencies: ['errors', 'security-headers'] },
);

async function readPage(): Promise<string | null> {
  try {
    return await readFile(join(folder, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

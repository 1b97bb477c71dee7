/** Exports of one's own searches: started, watched, cancelled, downloaded and forgotten by their owner alone. */
import { Readable } from 'node:stream';
import {
  deleteExport,
  endExport,
  getExport,
  listExports,
  readChunks,
} from '../../../activities/database/repositories/exports.ts';
import type { ExportFormat } from '../../../workflows/contracts/search.ts';
import { isDryRun, writeAsAsked } from '../../dry-run.ts';
import { exportView, requireExport, requireStillReadable, startExport } from '../../exports.ts';
import { ApiProblem } from '../../problem.ts';
import type { App, RouteDeps } from '../../route.ts';
import { DryRun, Empty, Query } from '../../schemas/common.ts';
import { CreateExportBody, ExportFile, ExportList, ExportParams, ExportView } from '../../schemas/exports.ts';
import { readProblems, writeProblems } from '../../schemas/problem.ts';
import { NoBody } from '../../schemas/requests.ts';
import { actorOf } from '../../session-actor.ts';

const base = { tags: ['Search'] };
const mostListed = 50;

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** RFC 6266: a plain name for old readers, the true one beside it. */
const attachment = (name: string, format: ExportFormat): string => {
  const plain = name.replace(/[^A-Za-z0-9 ._-]/g, '_');
  const full = encodeURIComponent(`${name}.${format}`).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}.${format}"; filename*=UTF-8''${full}`;
};

export function exportRoutes(app: App, deps: RouteDeps): void {
  const { db } = deps.database;

  app.post(
    '/exports',
    {
      schema: {
        ...base,
        operationId: 'startExport',
        summary: 'Write the whole result of a search to a file, in the background',
        querystring: Query(DryRun),
        body: CreateExportBody,
        response: {
          200: ExportView,
          202: ExportView,
          ...writeProblems('notFound', 'filter.invalid', 'query.limit'),
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const dryRun = isDryRun(request);
      const row = await startExport(deps, actor, request.body, dryRun);
      if (dryRun) return reply.code(200).send(exportView(row));
      const { storeId, userId } = actor;
      request.log.info(
        { audit: 'export', actor: { storeId, userId }, exportId: row.id, search: row.search },
        'export started',
      );
      return reply.code(202).header('location', `/api/v1/exports/${row.id}`).send(exportView(row));
    },
  );

  app.get(
    '/exports',
    {
      schema: {
        ...base,
        operationId: 'listExports',
        summary: "One's own exports of the last day, newest first",
        response: { 200: ExportList, ...readProblems() },
      },
    },
    async (request) => {
      const { storeId, userId } = actorOf(request);
      const rows = await listExports(db, { storeId, id: userId }, mostListed);
      return { items: rows.map(exportView) };
    },
  );

  app.get(
    '/exports/:exportId',
    {
      schema: {
        ...base,
        operationId: 'getExport',
        summary: 'How far an export has come',
        params: ExportParams,
        response: { 200: ExportView, ...readProblems('notFound') },
      },
    },
    async (request) => exportView(await requireExport(deps, actorOf(request), request.params.exportId)),
  );

  app.get(
    '/exports/:exportId/file',
    {
      schema: {
        ...base,
        operationId: 'downloadExport',
        summary: 'The file of an export that is ready',
        params: ExportParams,
        response: { 200: ExportFile, ...readProblems('notFound', 'object.state') },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const row = await requireExport(deps, actor, request.params.exportId);
      if (row.state !== 'ready' || row.attempt === null) {
        throw new ApiProblem('object.state', 'This export has no file. Look at it again when it is ready.');
      }
      await requireStillReadable(deps.database.db, actor, row);
      const { storeId, userId } = actor;
      request.log.info(
        { audit: 'download export', actor: { storeId, userId }, exportId: row.id },
        'export downloaded',
      );
      return reply
        .header('content-type', mediaTypes[row.format])
        .header('content-disposition', attachment(row.name, row.format))
        .header('content-length', row.bytes)
        .header('cache-control', 'no-store')
        .send(Readable.from(readChunks(db, row.id, row.attempt)));
    },
  );

  app.post(
    '/exports/:exportId/cancel',
    {
      schema: {
        ...base,
        operationId: 'cancelExport',
        summary: 'Stop an export; what was written is deleted',
        params: ExportParams,
        querystring: Query(DryRun),
        body: NoBody,
        response: { 200: ExportView, ...writeProblems('notFound', 'object.state') },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id } = await requireExport(deps, actor, request.params.exportId);
      const dryRun = isDryRun(request);
      const ended = await writeAsAsked(db, dryRun, async (tx) =>
        (await endExport(tx, id, 'cancelled', null)) ? getExport(tx, id) : null,
      );
      if (ended === null) throw new ApiProblem('object.state', 'This export has ended already.');
      if (!dryRun) await stop(id);
      return exportView(ended);
    },
  );

  app.delete(
    '/exports/:exportId',
    {
      schema: {
        ...base,
        operationId: 'deleteExport',
        summary: 'Forget an export and its file',
        params: ExportParams,
        querystring: Query(DryRun),
        response: { 204: Empty, ...writeProblems('notFound') },
      },
    },
    async (request, reply) => {
      const { id, finishedAt } = await requireExport(deps, actorOf(request), request.params.exportId);
      const dryRun = isDryRun(request);
      await writeAsAsked(db, dryRun, (tx) => deleteExport(tx, id));
      if (finishedAt === null && !dryRun) await stop(id);
      return reply.code(204).send(null);
    },
  );

  /** The row alone stops the writing with its next page; the engine only sooner. */
  async function stop(exportId: string): Promise<void> {
    try {
      await deps.engine.cancelExport(exportId);
    } catch (error) {
      deps.log.warn({ err: error, exportId }, 'the engine could not be told to stop an export');
    }
  }
}

/** Methods that change nothing. */
import type { FastifyRequest } from 'fastify';

const reads: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

export const isRead = ({ method }: Pick<FastifyRequest, 'method'>): boolean => reads.includes(method);

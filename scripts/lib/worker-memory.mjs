/**
 * How Node runs a worker. For new objects it would keep 128 MB on a machine with much memory, nearly all of it
 * free at any moment while a directory is read; less costs a tenth more processor time there. V8 reads this at
 * its start only, so it stands before the entry point (docker-compose.yml says the same).
 */
export const workerFlags = ['--max-semi-space-size=8'];

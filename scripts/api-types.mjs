#!/usr/bin/env node
/**
 * Writes the types of the web pages' API client; run it under Node 24 after changing a route or schema.
 * With --check it writes nothing and fails when they are not current.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describeApi } from '../api/document.ts';
import { apiTypes } from './lib/api-types.mjs';
import { inRoot } from './lib/checkout.mjs';

const file = inRoot('ui', 'src', 'api', 'schema.ts');
const options = await resolveConfig(file);
const wanted = await format(apiTypes(await describeApi()), { ...options, parser: 'typescript' });
if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (readFileSync(file, 'utf8') !== wanted) {
  console.error('ui/src/api/schema.ts is not of this API: run node scripts/api-types.mjs and commit it.');
  process.exitCode = 1;
}

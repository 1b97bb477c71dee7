#!/usr/bin/env node
/** Writes the types of the web pages' API client; run it (under Node 24) after changing a route or schema. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describeApi } from '../api/document.ts';
import { apiTypes } from './lib/api-types.mjs';
import { inRoot } from './lib/checkout.mjs';

const file = inRoot('ui', 'src', 'api', 'schema.ts');
const options = await resolveConfig(file);
writeFileSync(file, await format(apiTypes(await describeApi()), { ...options, parser: 'typescript' }));

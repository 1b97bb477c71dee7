import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './activities/database/schema/*.ts',
  out: './activities/database/migrations',
  casing: 'snake_case',
  migrations: { prefix: 'timestamp' },
});

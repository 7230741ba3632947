import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

const STORE = ['e2e/store', 'e2e/commands', 'server/db', 'server/services'].map((folder) => `${folder}/**/*.integration.test.ts`)
/** Whole upgrades with several rollbacks each: part of `npm run test:all`. */
const LONG = ['undo', 'rollback-meddled', 'rollback-odd-site'].map((name) => `e2e/${name}.integration.test.ts`)
/** Foreign parts of other Debian releases, downloaded: not part of any default run. */
const ENGINES = 'e2e/engines/**/*.integration.test.ts'
const SLOW = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 }

// unit: no services, part of `npm run verify`. store: the panel's store and commands, in processes of their own.
// adapters: real Docker engine and MetaDB of the sandbox. integration, long: whole upgrades and rollbacks on them.
export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['server/**/*.test.ts', 'components/**/*.test.ts', 'prisma/**/*.test.ts', 'e2e/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: { name: 'store', include: STORE, ...SLOW },
      },
      {
        extends: true,
        test: {
          name: 'adapters',
          include: ['server/**/*.integration.test.ts'],
          exclude: [...STORE, '**/node_modules/**'],
          ...SLOW,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['e2e/**/*.integration.test.ts'],
          exclude: [...STORE, ...LONG, ENGINES, '**/node_modules/**'],
          ...SLOW,
        },
      },
      {
        extends: true,
        test: { name: 'long', include: LONG, ...SLOW },
      },
      {
        extends: true,
        test: { name: 'engines', include: [ENGINES], ...SLOW },
      },
    ],
  },
})

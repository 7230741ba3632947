import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { openSchemaEngine } from './schema-engine.ts'

const FILTERS = { externalTables: [], externalEnums: [] }
const SCHEMA = fileURLToPath(new URL('./schema.prisma', import.meta.url))
const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))

/** Brings the store in this file to the newest schema, or as far as these migrations go; makes the file and its folder where they are missing. Returns the names applied. */
export async function migrate(databaseFile: string, names = migrationNames()): Promise<string[]> {
  mkdirSync(dirname(databaseFile), { recursive: true, mode: 0o700 })
  const url = pathToFileURL(resolve(databaseFile)).href
  writeFileSync(databaseFile, '', { flag: 'a', mode: 0o600 })
  const store = await new PrismaLibSql({ url }).connect()
  // Stays with the file: readers and the writer do not block each other.
  await store.executeScript('PRAGMA journal_mode = WAL')
  await store.dispose()
  const engine = await openSchemaEngine(url, schema())
  try {
    return (await engine.applyMigrations({ migrationsList: migrationsList(names), filters: FILTERS })).appliedMigrationNames
  } finally {
    engine.free()
  }
}

/** The SQL that leads from the checked-in migrations to schema.prisma; empty where they agree. */
export async function missingMigration(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'panel-schema-'))
  const engine = await openSchemaEngine(pathToFileURL(join(folder, 'replay.db')).href, schema())
  try {
    const from = { tag: 'migrations' as const, ...migrationsList() }
    const to = { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content: schema() }] }
    const { exitCode, stdout } = await engine.diff({ from, to, script: true, exitCode: true, filters: FILTERS })
    return exitCode === 2 ? (stdout ?? '') : ''
  } finally {
    engine.free()
    rmSync(folder, { recursive: true })
  }
}

function schema(): string {
  return readFileSync(SCHEMA, 'utf8')
}

/** Every migration that this version of the panel knows, in order. */
export function migrationNames(): string[] {
  const folders = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map((entry) => entry.name).sort()
}

function migrationsList(names = migrationNames()) {
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(MIGRATIONS, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names.map((path) => {
      const content = { tag: 'ok' as const, value: readFileSync(join(MIGRATIONS, path, 'migration.sql'), 'utf8') }
      return { path, migrationFile: { path: 'migration.sql', content } }
    }),
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { create: { type: 'string' }, check: { type: 'boolean' } } })
  if (values.create !== undefined || values.check) {
    const sql = await missingMigration()
    if (sql === '') return console.log('schema.prisma and the migrations agree.')
    if (values.create === undefined) {
      console.error(`schema.prisma has changes that no migration makes. Write one: npm run migrate -- --create <name>\n\n${sql}`)
      process.exitCode = 1
      return
    }
    const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
    const folder = join(MIGRATIONS, `${stamp}_${values.create.replaceAll(/[^a-z0-9]+/gi, '_')}`)
    mkdirSync(folder)
    writeFileSync(join(folder, 'migration.sql'), sql)
    return console.log(`wrote ${folder}`)
  }
  const file = join(process.env.PANEL_DATA ?? join(REPOSITORY, '.data'), 'panel.db')
  const applied = await migrate(file)
  console.log(applied.length === 0 ? `${file} is up to date.` : `${file}: applied ${applied.join(', ')}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()

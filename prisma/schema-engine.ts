import { readFileSync } from 'node:fs'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg')

/** Prisma's own schema engine as WebAssembly: its binary cannot be downloaded in closed networks. */
export async function openSchemaEngine(databaseUrl: string, schema: string): Promise<SchemaEngine> {
  loaded ??= load()
  const { SchemaEngine } = await loaded
  const adapter = bindMigrationAwareSqlAdapterFactory(new ReplayingAdapterFactory({ url: databaseUrl }))
  return SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter)
}

// Once per process: the bindings are a module, and a second instance would read the first one's memory.
let loaded: Promise<Bindings> | undefined

/** The package's entry imports the .wasm file as a module, which Node 20 cannot; so it is put together here. */
async function load(): Promise<Bindings> {
  const bindings: Bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = readFileSync(new URL('./schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  if (typeof instance.exports.__wbindgen_start === 'function') instance.exports.__wbindgen_start()
  // Where the engine leaves the reason of a crash; without it only an unrelated TypeError would be seen.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) } })
  return bindings
}

/**
 * For a `diff` the engine replays the migrations in a shadow database and sends each as one statement, of which this adapter would
 * run only the first; and libsql forgets a `:memory:` database after a transaction. So: a file, and whole scripts.
 */
class ReplayingAdapterFactory extends PrismaLibSql {
  override async connectToShadowDb() {
    const adapter = await this.connect()
    const executeRaw = adapter.executeRaw.bind(adapter)
    adapter.executeRaw = async (query) => {
      if (query.args.length > 0) return executeRaw(query)
      await adapter.executeScript(query.sql)
      return 0
    }
    return adapter
  }
}

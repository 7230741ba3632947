import { openStore, type Store } from './open-store.ts'
import { storeKeyId } from './settle-key.ts'
import { StoreRefusal } from './store-refusal.ts'
import { walkTrail } from './verify-trail.ts'

export interface AuditState {
  rows: number
  /** Hash of the newest row; null where there is none. */
  head: string | null
  /** Id of the first row that does not fit; null where the chain is whole. */
  brokenAt: number | null
}

export interface Inspection {
  keyId: string | null
  migrations: string[]
  rows: Record<string, number>
  audit: AuditState
}

/** Opens a copy, lets SQLite check every page of it, and reads what it holds. Throws StoreRefusal where it is not a whole store. */
export async function inspectStore(file: string): Promise<Inspection> {
  const store = openStore(file)
  const ask = async (sql: string) => await store.$queryRawUnsafe<Record<string, unknown>[]>(sql)
  try {
    const check = await ask('PRAGMA integrity_check')
    if (check.length !== 1 || check[0]?.integrity_check !== 'ok') throw new Error(`integrity_check: ${JSON.stringify(check.slice(0, 3))}`)
    const orphans = await ask('PRAGMA foreign_key_check')
    if (orphans.length > 0) throw new Error(`${orphans.length} rows refer to rows that do not exist`)
    const applied = await ask(
      'SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
    )
    const tables = await ask(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    const rows: Record<string, number> = {}
    for (const table of tables.map(({ name }) => String(name))) {
      const [counted] = await ask(`SELECT count(*) AS n FROM "${table.replaceAll('"', '""')}"`)
      rows[table] = Number(counted?.n)
    }
    const keyId = 'StoreKey' in rows ? await storeKeyId(store) : null
    return { keyId, migrations: applied.map(({ name }) => String(name)), rows, audit: await auditState(store) }
  } catch (cause) {
    const text = cause instanceof Error ? (cause.message.trim().split('\n').at(-1) ?? '') : String(cause)
    throw Object.assign(new StoreRefusal('unfit', `${file} is not a whole store of the panel: ${text}`), { cause })
  } finally {
    await store.$disconnect()
  }
}

async function auditState(store: Store): Promise<AuditState> {
  const { rows, hash, broken } = await walkTrail(store)
  return { rows, head: rows === 0 ? null : hash, brokenAt: broken?.id ?? null }
}

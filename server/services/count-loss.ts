import type { RollbackLoss } from '../contract/choice.ts'
import { withMetaDb } from '../procedure/with-connection.ts'
import { rollbackSubject } from './rollback-subject.ts'
import type { ServiceContext } from './service-context.ts'

const EXAMPLES = 8

/**
 * Tables whose number of rows is not that of the dumps, as far as the new schema allows to compare. Reads every table, so it is done
 * when a person asks for it, and never before. Codes: not-found, those of the MetaDB.
 */
export async function countLoss({ store, cipher, world }: ServiceContext, jobId: string, signal?: AbortSignal): Promise<RollbackLoss> {
  const { installation, backup } = await rollbackSubject({ store, cipher, world }, jobId)
  const inventories = (backup?.manifest.databases ?? []).map(({ inventory }) => inventory)
  const then = new Map<string, number>(
    inventories.flatMap(({ database, tables }) => tables.map(({ name, rows }) => [`${database}.${name}`, rows] as const)),
  )
  const now = await withMetaDb({ world, installation }, async (metaDb) => {
    const places = await metaDb.tables(inventories.map(({ database }) => database))
    return await metaDb.rowCounts(
      [...places].flatMap(([database, tables]) => tables.map((table) => ({ database, table }))),
      signal,
    )
  })
  const lost = now.flatMap(({ database, table, rows }) => {
    const name = `${database}.${table}`
    const difference = (rows ?? 0) - (then.get(name) ?? 0)
    return difference === 0 && then.has(name) ? [] : [{ name, difference }]
  })
  lost.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  const examples = lost.slice(0, EXAMPLES).map(({ name, difference }) => `${name} ${difference >= 0 ? '+' : '−'}${Math.abs(difference)}`)
  return { tables: lost.length, rows: lost.reduce((sum, { difference }) => sum + Math.abs(difference), 0), examples }
}

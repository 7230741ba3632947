import { isSystemVersioned } from '../../domain/databases/structure.ts'
import { allDatabases } from '../all-databases.ts'
import { chosenTools } from '../chosen-tools.ts'
import { type Check, finding } from './check.ts'

/** Known before T1 by the catalogue and the server's limits; the backup measures what is really so. */
const weakProofs: Check = {
  id: 'weak-proofs',
  needs: ['metaDb'],
  async look({ installation }, seen) {
    const { metaDb } = seen
    if (metaDb === undefined) return []
    const list = []
    for (const database of allDatabases(installation.databases)) list.push(...(await metaDb.weakProofs(database)))
    seen.weakProofs = list
    if (list.length === 0) return [finding('weak-proofs', 'proofs', 'ok')]
    return [{ ...finding('weak-proofs', 'proofsWeak', 'note', { params: { count: list.length } }), list }]
  },
}

/** A table that has a past comes back with it, or the upgrade does not begin: the two halves are a dump tool and a server. */
const history: Check = {
  id: 'table-history',
  needs: ['metaDb', 'server'],
  async look({ world, installation }, { metaDb, server }) {
    if (metaDb === undefined || server === undefined) return []
    const tables: string[] = []
    for (const database of allDatabases(installation.databases)) {
      const structure = await metaDb.structure(database)
      tables.push(...structure.tables.filter(({ definition }) => isSystemVersioned(definition)).map(({ name }) => `${database}.${name}`))
    }
    if (tables.length === 0) return []
    const { dump } = (await chosenTools({ world, installation }, metaDb, server)).pair
    const params = { count: tables.length, dump: dump.version, version: server.version }
    const raw = tables.join('\n')
    if (!(await world.backups.dumpsHistory(dump))) return [finding('table-history', 'historyNotDumped', 'blocking', { params, raw })]
    if (!server.insertsHistory) return [finding('table-history', 'historyNotRestored', 'blocking', { params, raw })]
    return [finding('table-history', 'history', 'ok', { params })]
  },
}

export const PROOF_CHECKS: Check[] = [weakProofs, history]

import { allDatabases } from '../all-databases.ts'
import { type Check, finding } from './check.ts'

const CLOCK_TOLERANCE_SECONDS = 30

const connection: Check = {
  id: 'metadb',
  async look({ world, installation }, seen) {
    const metaDb = await world.metaDbs.open(installation.metaDb)
    seen.metaDb = metaDb
    const server = await metaDb.server()
    seen.server = server
    const params = {
      host: installation.metaDb.host,
      port: String(installation.metaDb.port),
      flavour: server.flavour,
      version: server.version,
    }
    const seconds = Math.round((server.time.getTime() - world.clock.now().getTime()) / 1000)
    return [
      server.readOnly ? finding('metadb', 'metadbReadOnly', 'blocking', { params }) : finding('metadb', 'metadb', 'ok', { params }),
      finding('metadb-clock', 'metadbClock', Math.abs(seconds) > CLOCK_TOLERANCE_SECONDS ? 'confirm' : 'ok', { params: { seconds } }),
    ]
  },
}

const databases: Check = {
  id: 'databases',
  needs: ['metaDb'],
  async look({ installation }, { metaDb }) {
    const wanted = allDatabases(installation.databases)
    const found = new Set(await metaDb?.existing(wanted))
    const missing = wanted.filter((database) => !found.has(database))
    const params = { databases: (missing.length > 0 ? missing : wanted).join(', ') }
    return [
      missing.length > 0
        ? finding('databases', 'databasesMissing', 'blocking', { params })
        : finding('databases', 'databases', 'ok', { params }),
    ]
  },
}

const privileges: Check = {
  id: 'privileges',
  needs: ['metaDb'],
  async look({ installation }, { metaDb }) {
    const lacking = (await metaDb?.missingPrivileges(allDatabases(installation.databases))) ?? []
    const params = {
      user: installation.metaDb.user,
      privileges: lacking.map((entry) => `${entry.database}: ${entry.privileges.join(', ')}`).join('; '),
    }
    return [
      lacking.length > 0
        ? finding('privileges', 'privilegesMissing', 'blocking', { params })
        : finding('privileges', 'privileges', 'ok', { params }),
    ]
  },
}

const tools: Check = {
  id: 'dump-tools',
  needs: ['metaDb'],
  async look({ world, installation }) {
    const { dump, restore } = await world.backups.tools()
    await world.backups.probe(installation.metaDb, installation.databases.rm)
    return [finding('dump-tools', 'tools', 'ok', { params: { dump: dump.version, restore: restore.version } })]
  },
}

/** What `--triggers=false` leaves out is kept beside the dump; what the account could not bring back is refused before T1. */
const objects: Check = {
  id: 'objects',
  needs: ['metaDb'],
  async look({ installation }, { metaDb }) {
    if (metaDb === undefined) return []
    const { user, maySetDefiner } = await metaDb.account()
    const foreign: string[] = []
    let beside = 0
    for (const database of allDatabases(installation.databases)) {
      const inventory = await metaDb.inventory(database)
      const extra = [...inventory.triggers, ...inventory.routines, ...inventory.events]
      beside += extra.length
      for (const object of [...extra, ...inventory.views]) {
        if (!maySetDefiner && object.definer !== user) foreign.push(`${database}.${object.name} (${object.definer})`)
      }
    }
    if (foreign.length > 0)
      return [finding('objects', 'foreignDefiners', 'blocking', { params: { user, count: foreign.length }, raw: foreign.join('\n') })]
    return [beside > 0 ? finding('objects', 'objectsBeside', 'note', { params: { count: beside } }) : finding('objects', 'objects', 'ok')]
  },
}

const statementLimit: Check = {
  id: 'statement-limit',
  needs: ['metaDb'],
  async look(_, { metaDb }) {
    const seconds = (await metaDb?.server())?.statementTimeoutSeconds ?? null
    if (seconds === null) return []
    return [finding('statement-limit', 'statementLimit', 'confirm', { params: { seconds } })]
  },
}

export const METADB_CHECKS: Check[] = [connection, databases, privileges, tools, objects, statementLimit]

import { inEnglish } from '../../domain/in-english.ts'
import { allDatabases } from '../all-databases.ts'
import { notOfOms } from '../proofs/oms-databases.ts'
import { type Check, finding } from './check.ts'
import { wayBack } from './way-back.ts'

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

/** What travels is metadata with endpoints and account names, and every row of the backups. */
const encryption: Check = {
  id: 'metadb-tls',
  needs: ['metaDb'],
  async look({ installation }, { metaDb }) {
    const cipher = (await metaDb?.cipher()) ?? null
    if (cipher === null) return [finding('metadb-tls', 'metadbClear', 'note')]
    const isVerified = installation.metaDb.tls.mode === 'verified'
    return [finding('metadb-tls', isVerified ? 'metadbVerified' : 'metadbEncrypted', 'ok', { params: { cipher } })]
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
    for (const database of allDatabases(installation.databases)) await world.backups.probe(installation.metaDb, database)
    return [finding('dump-tools', 'tools', 'ok', { params: { dump: dump.version, restore: restore.version } })]
  },
}

/** config.yaml alone says which databases a rollback replaces, so each has to look like OMS's own. */
const ofOms: Check = {
  id: 'oms-databases',
  needs: ['metaDb'],
  async look({ installation }, { metaDb }) {
    if (metaDb === undefined) return []
    const { system, foreign } = await notOfOms(metaDb, installation)
    const findings = []
    if (system.length > 0)
      findings.push(finding('oms-databases', 'databasesOfServer', 'blocking', { params: { databases: system.join(', ') } }))
    if (foreign.length > 0)
      findings.push(finding('oms-databases', 'databasesForeign', 'blocking', { params: { databases: foreign.join(', ') } }))
    return findings.length > 0 ? findings : [finding('oms-databases', 'databasesOfOms', 'ok')]
  },
}

/** Whatever a backup could not carry or this account could not bring back is named before T1. Reads the catalogue alone. */
const objects: Check = {
  id: 'objects',
  needs: ['metaDb'],
  async look({ installation }, { metaDb }) {
    if (metaDb === undefined) return []
    const { user, maySetDefiner } = await metaDb.account()
    const foreign: string[] = []
    const uncarried: string[] = []
    let beside = 0
    for (const database of allDatabases(installation.databases)) {
      const structure = await metaDb.structure(database)
      beside += structure.objects.length
      uncarried.push(...structure.uncarried.map(({ why }) => inEnglish(why)))
      for (const { name, definer } of structure.objects) {
        // NONE: old OceanBase keeps no definer, and creates for the account that asks.
        if (!maySetDefiner && definer !== user && definer !== 'NONE') foreign.push(`${database}.${name} (${definer})`)
      }
    }
    const findings = []
    if (uncarried.length > 0)
      findings.push(finding('objects', 'objectsUncarried', 'blocking', { params: { count: uncarried.length }, raw: uncarried.join('\n') }))
    if (foreign.length > 0) {
      const params = { user, count: foreign.length }
      findings.push(finding('definers', 'foreignDefiners', 'blocking', { params, raw: foreign.join('\n') }))
    }
    if (findings.length > 0) return findings
    return [beside > 0 ? finding('objects', 'objectsBeside', 'note', { params: { count: beside } }) : finding('objects', 'objects', 'ok')]
  },
}

/** OMS runs, so its own sessions are there; after T1 none may be. Said before: what of that this account can see at all. */
const sessions: Check = {
  id: 'sessions',
  needs: ['metaDb'],
  async look({ installation }, { metaDb }) {
    if (metaDb === undefined) return []
    const { inDatabases, withoutDatabase, seesAll } = await metaDb.allSessions(allDatabases(installation.databases))
    const who = [...inDatabases, ...withoutDatabase].map(({ user, host, database }) => `${user}@${host.replace(/:\d+$/, '')} ${database}`)
    const raw = [...new Set(who)].sort().join('\n')
    const params = { user: installation.metaDb.user, count: inDatabases.length, without: withoutDatabase.length }
    return [finding('sessions', seesAll ? 'sessionsAll' : 'sessionsOwn', 'note', { params, ...(raw !== '' && { raw }) })]
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

export const METADB_CHECKS: Check[] = [
  connection,
  encryption,
  databases,
  ofOms,
  privileges,
  wayBack,
  tools,
  objects,
  sessions,
  statementLimit,
]

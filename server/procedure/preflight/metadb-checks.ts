import { capabilityTexts } from '../../contract/metadb-capabilities.ts'
import { inEnglish } from '../../domain/in-english.ts'
import { isTool, type TransferTried } from '../../domain/way-back-tried.ts'
import { allDatabases } from '../all-databases.ts'
import { chosenTools } from '../chosen-tools.ts'
import type { CreatedObject } from '../ports/metadb.ts'
import { notOfOms } from '../proofs/oms-databases.ts'
import { validTry } from '../valid-try.ts'
import { type Check, finding } from './check.ts'
import { creationFindings } from './creation-findings.ts'
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

function inWords({ flavour, version, image }: TransferTried['refused'][number]['tool']): string {
  return `${flavour} ${version}${image === undefined ? '' : ` in the image ${image}`}`
}

const tools: Check = {
  id: 'dump-tools',
  needs: ['metaDb', 'server'],
  async look({ world, installation }, seen) {
    const { metaDb, server } = seen
    if (metaDb === undefined || server === undefined) return []
    const { pair, tried, unproven } = await chosenTools({ world, installation }, metaDb, server)
    const { dump, restore } = pair
    seen.tools = pair
    if (tried?.transfer.by === null) {
      const raw = tried.transfer.refused.map(({ tool, raw: words }) => `${inWords(tool)}: ${words}`).join('\n')
      return [finding('dump-tools', 'toolsRefused', 'blocking', { raw, triedAt: tried.at, offers: 'try-way-back' })]
    }
    for (const database of allDatabases(installation.databases)) await world.backups.probe(installation.metaDb, database, dump)
    const changed = tried?.transfer.changedObjects ?? []
    if (tried !== null && changed.length > 0) {
      const told = { params: { count: changed.length }, raw: changed.join('\n\n'), triedAt: tried.at }
      return [finding('dump-tools', 'objectsChange', 'blocking', { ...told, offers: 'try-way-back' })]
    }
    if (unproven !== null) {
      const params = { dump: unproven.version, image: unproven.image?.name ?? '' }
      return [finding('dump-tools', 'toolsImage', 'note', { params, offers: 'try-way-back' })]
    }
    const params = { dump: dump.version, restore: restore.version, flavour: server.flavour }
    const isProven = tried !== null && tried.transfer.by !== null && isTool(tried.transfer.by, dump)
    if (!isProven) return [finding('dump-tools', dump.flavour === 'panel' ? 'toolsOwn' : 'tools', 'ok', { params })]
    const image = dump.flavour === 'panel' ? undefined : dump.image
    const seenWith = { params: { ...params, ...(image && { image: image.name }) }, triedAt: tried.at }
    return [finding('dump-tools', dump.flavour === 'panel' ? 'toolsOwnTried' : image ? 'toolsImageTried' : 'toolsTried', 'ok', seenWith)]
  },
}

/** The kit has no driver and no image: it needs a client program where it lies. */
const kitClient: Check = {
  id: 'kit-client',
  async look({ world }, { tools: pair }) {
    if (pair === undefined) return []
    const { restore } = pair
    if (restore.flavour !== 'panel' && restore.image === undefined) return []
    const found = await world.backups.hostClients()
    const isReady = found.some(({ flavour }) => restore.flavour === 'panel' || flavour === restore.flavour)
    return isReady ? [] : [finding('kit-client', 'kitClient', 'note', { params: { family: restore.flavour } })]
  },
}

/** Shown to the operator and kept in the plan. What of it stands in the way is a finding of its own. */
const capabilities: Check = {
  id: 'metadb-capabilities',
  needs: ['metaDb', 'server'],
  async look({ installation }, seen) {
    const { metaDb, server } = seen
    if (metaDb === undefined || server === undefined) return []
    const tried = await validTry(installation, metaDb, server)
    // Only a try on scratch databases tells, and a person agrees to one; without a database nothing was renamed.
    const renames = tried?.creates ? tried.renames : null
    const can = { ...(await metaDb.capabilities(allDatabases(installation.databases))), renames }
    seen.capabilities = can
    const isLimited = !can.endsStatements || !can.liftsLimit
    const found = finding('metadb-capabilities', isLimited ? 'capabilitiesLimited' : 'capabilities', isLimited ? 'note' : 'ok')
    return [{ ...found, list: capabilityTexts(can) }]
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
    // One that is missing is a finding of its own, and holds nothing.
    const all = allDatabases(installation.databases)
    const isWhole = (await metaDb.existing(all)).length === all.length
    return findings.length > 0 || !isWhole ? findings : [finding('oms-databases', 'databasesOfOms', 'ok')]
  },
}

/** Whatever a backup could not carry or this account could not bring back is named before T1. Reads the catalogue alone. */
const objects: Check = {
  id: 'objects',
  needs: ['metaDb'],
  async look({ installation }, { metaDb }) {
    if (metaDb === undefined) return []
    const stored: CreatedObject[] = []
    const uncarried: string[] = []
    for (const database of allDatabases(installation.databases)) {
      const structure = await metaDb.structure(database)
      stored.push(...structure.objects.map((object) => ({ ...object, database })))
      uncarried.push(...structure.uncarried.map(({ why, raw }) => [inEnglish(why), ...(raw === null ? [] : [raw])].join('\n')))
    }
    const beside = stored.length
    const findings = []
    if (uncarried.length > 0)
      findings.push(finding('objects', 'objectsUncarried', 'blocking', { params: { count: uncarried.length }, raw: uncarried.join('\n') }))
    findings.push(...(await creationFindings(metaDb, stored)))
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

/** The panel lifts it in its own sessions, and seldom in those of a dump tool. */
const statementLimit: Check = {
  id: 'statement-limit',
  needs: ['server'],
  async look(_, { server, capabilities: can, tools: pair }) {
    const seconds = server?.statementTimeoutSeconds ?? null
    if (seconds === null) return []
    const isLifted = can?.liftsLimit === true && pair?.dump.flavour === 'panel'
    return [
      finding('statement-limit', isLifted ? 'statementLimitLifted' : 'statementLimit', isLifted ? 'ok' : 'confirm', {
        params: { seconds },
      }),
    ]
  },
}

export const METADB_CHECKS: Check[] = [
  connection,
  encryption,
  capabilities,
  databases,
  ofOms,
  privileges,
  wayBack,
  tools,
  kitClient,
  objects,
  sessions,
  statementLimit,
]

import path from 'node:path'
import type { Finding } from '../../contract/finding.ts'
import type { WayBack } from '../../contract/way-back.ts'
import { besideName } from '../../domain/beside-name.ts'
import { byteSize } from '../../domain/byte-size.ts'
import { isStopped } from '../../domain/is-stopped.ts'
import { OperatorError } from '../../errors.ts'
import { allDatabases } from '../all-databases.ts'
import type { RollbackContext } from '../context.ts'
import type { Facts } from '../facts.ts'
import { type Backup, backupProblem } from '../make-backup.ts'
import type { MetaDbReader } from '../ports/metadb.ts'
import { isCurrentJob } from '../proofs/job-is-current.ts'
import { notOfOms, tablesOf } from '../proofs/oms-databases.ts'
import { readConfigFile, readConfigThroughNew } from '../read-config-file.ts'
import { withMetaDb } from '../with-connection.ts'
import { couldNotRun, finding } from './check.ts'
import { configFindings } from './config-findings.ts'
import { creationFindings } from './creation-findings.ts'

export interface RollbackCheckInput extends Pick<RollbackContext, 'world' | 'installation' | 'plan' | 'job'> {
  facts: Pick<Facts, 'get'>
  way: WayBack
  backup: Backup | null
}

// Tables and indexes of a restored database take more than its dump.
const RESTORED_PER_DUMPED = 2

type Look = (given: RollbackCheckInput, signal?: AbortSignal) => Promise<Finding[]>
type LookAtMetaDb = (given: RollbackCheckInput & { backup: Backup }, metaDb: MetaDbReader) => Promise<Finding[]>

const isCurrent: Look = async (given) => [
  (await isCurrentJob(given))
    ? finding('rollback-current', 'rollbackCurrent', 'ok')
    : finding('rollback-current', 'rollbackSuperseded', 'blocking', { params: { name: given.installation.node.containerName } }),
]

const oldContainer: Look = async ({ world, plan, way }) => {
  const { id, name, imageId } = plan.node.oldContainer
  const container = await world.docker.container(id)
  if (container === 'missing') return [finding('rollback-container', 'rollbackContainerGone', 'blocking', { params: { name } })]
  // Found only after the new OMS was stopped, it would keep the databases from being replaced, with OMS down.
  if (way !== 'nothing' && !isStopped(container.state))
    return [finding('rollback-container', 'rollbackContainerRuns', 'blocking', { params: { name, state: container.state } })]
  const image = await world.docker.image(imageId)
  // A container that exists starts without the name of its image, but not where the image's layers were taken away.
  const isThere = image !== 'missing'
  return [
    finding('rollback-container', isThere ? 'rollbackContainer' : 'rollbackImageGone', isThere ? 'ok' : 'confirm', {
      params: { name, state: container.state, isStopped: isStopped(container.state) ? 'yes' : 'no', image: imageId },
    }),
  ]
}

/** The old OMS starts from its config.yaml: with other databases in it, what is restored would be none of its own. */
const config: Look = async (given, signal) => {
  const { world, plan, installation, facts } = given
  const old = await world.docker.container(plan.node.oldContainer.id)
  if (old === 'missing') return []
  const text = await readConfigFile(world.docker, old)
  const found = text === 'closed' ? await readConfigThroughNew(given, old, signal ?? new AbortController().signal) : text
  if (found !== 'closed') return configFindings(found, installation.databases).findings
  const then = (await facts.get('configYaml'))?.databases ?? installation.databases
  return [finding('config-yaml', 'configUnread', 'confirm', { params: { name: old.name, databases: allDatabases(then).join(', ') } })]
}

const tools: Look = async ({ world, backup }) => {
  if (backup === null) return []
  const found = []
  for (const { dump } of backup.manifest.databases)
    found.push(await world.backups.restorerOf(path.join(backup.folder, dump.file), backup.manifest.restoreTool))
  const client = found.find((tool) => tool.flavour !== 'panel')
  if (client === undefined) return [finding('rollback-tools', 'rollbackToolsOwn', 'ok')]
  const { version: restore, image } = client
  return [
    image === undefined
      ? finding('rollback-tools', 'rollbackTools', 'ok', { params: { restore } })
      : finding('rollback-tools', 'rollbackToolsImage', 'ok', { params: { restore, image: image.name } }),
  ]
}

const dumps: Look = async (given, signal) => {
  const { backup, job, installation } = given
  if (backup === null) return []
  const { manifest, folder } = backup
  const isOwn = manifest.job.id === job.id && manifest.installation.id === installation.id
  if (!isOwn) return [finding('rollback-dumps', 'rollbackForeignDumps', 'blocking', { params: { folder } })]
  const problem = await backupProblem(given, backup, signal)
  if (problem === null) return [finding('rollback-dumps', 'rollbackDumps', 'ok', { params: { folder } })]
  return [
    {
      ...finding('rollback-dumps', 'rollbackDumpBroken', 'blocking', { params: { folder } }),
      meaning: problem.said,
      ...(problem.raw !== undefined && { raw: problem.raw }),
    },
  ]
}

const server: LookAtMetaDb = async ({ installation }, metaDb) => {
  const { readOnly, flavour, version } = await metaDb.server()
  const params = { host: installation.metaDb.host, port: String(installation.metaDb.port), flavour, version }
  return [finding('rollback-metadb', readOnly ? 'metadbReadOnly' : 'metadb', readOnly ? 'blocking' : 'ok', { params })]
}

const rights: LookAtMetaDb = async ({ backup, installation, way }, metaDb) => {
  const live = backup.manifest.databases.map(({ inventory }) => inventory.database)
  // Names as the panel will make them: grants are often by the beginning of a name.
  const beside = way === 'swap' ? live.flatMap((name) => (['new', 'kept'] as const).map((kind) => besideName(name, '00000000', kind))) : []
  const lacking = await metaDb.missingPrivileges([...live, ...beside])
  const params = {
    user: installation.metaDb.user,
    privileges: lacking.map(({ database, privileges }) => `${database.replace('_00000000_', '_…_')}: ${privileges.join(', ')}`).join('; '),
  }
  return [
    finding('rollback-privileges', lacking.length > 0 ? 'privilegesMissing' : 'privileges', lacking.length > 0 ? 'blocking' : 'ok', {
      params,
    }),
  ]
}

const omsTables: LookAtMetaDb = async ({ backup, installation }, metaDb) => {
  const { system, foreign } = await notOfOms(metaDb, installation, tablesOf(backup))
  const not = [...system, ...foreign.map(({ database }) => database)]
  const params = { databases: not.join(', ') }
  return [
    finding('rollback-databases', not.length > 0 ? 'rollbackForeignDatabase' : 'rollbackDatabases', not.length > 0 ? 'blocking' : 'ok', {
      params,
    }),
  ]
}

const keys: LookAtMetaDb = async ({ backup, way }, metaDb) => {
  if (way === 'nothing') return []
  const { crossing, dangling } = await metaDb.oddKeys(backup.manifest.databases.map(({ inventory }) => inventory.database))
  const blocking = (id: string, word: 'rollbackKeysCross' | 'rollbackKeysDangle', found: string[]) =>
    found.length === 0 ? [] : [finding(id, word, 'blocking', { params: { count: found.length }, raw: found.join('\n') })]
  return [
    ...blocking('rollback-keys', 'rollbackKeysCross', crossing),
    ...(way === 'swap' ? blocking('rollback-keys-dangling', 'rollbackKeysDangle', dangling) : []),
  ]
}

/** Rights may have been taken away since the upgrade: noticed later, tables would be back and their triggers not. */
const objects: LookAtMetaDb = async ({ backup, way }, metaDb) => {
  if (way === 'nothing') return []
  const stored = backup.manifest.databases.flatMap(({ inventory, structure }) =>
    (structure?.objects ?? []).map((object) => ({ ...object, database: inventory.database })),
  )
  const findings = await creationFindings(metaDb, stored, 'rollback-')
  return findings.length > 0 ? findings : [finding('rollback-objects', 'rollbackObjects', 'ok', { params: { count: stored.length } })]
}

const metaDbSpace: LookAtMetaDb = async ({ backup, way }, metaDb) => {
  if (way !== 'swap') return []
  const needed = backup.manifest.databases.reduce((sum, { dump }) => sum + dump.bytes, 0) * RESTORED_PER_DUMPED
  const free = await metaDb.freeBytes()
  const params = { needed: byteSize(needed), free: free === null ? '' : byteSize(free) }
  if (free === null) return [finding('rollback-space-metadb', 'rollbackSpaceUnknown', 'note', { params })]
  return [finding('rollback-space-metadb', 'rollbackSpace', free < needed ? 'blocking' : 'ok', { params })]
}

const folderSpace: Look = async ({ world, backup, way }) => {
  if (backup === null || way !== 'drop-and-restore') return []
  const needed = backup.manifest.databases.reduce((sum, { dump }) => sum + dump.bytes, 0)
  const { freeBytes } = await world.backups.checkFolder(backup.folder)
  const params = { folder: backup.folder, needed: byteSize(needed), free: byteSize(freeBytes) }
  return [finding('rollback-space-folder', 'rollbackFolderSpace', freeBytes < needed ? 'confirm' : 'ok', { params })]
}

const sessions: LookAtMetaDb = async ({ backup }, metaDb) => {
  const others = await metaDb.sessions(backup.manifest.databases.map(({ inventory }) => inventory.database))
  if (others.length === 0) return [finding('rollback-sessions', 'rollbackNoSessions', 'ok')]
  const raw = [...new Set(others.map(({ user, host, database }) => `${user}@${host.replace(/:\d+$/, '')} ${database}`))].join('\n')
  return [finding('rollback-sessions', 'rollbackSessions', 'note', { params: { count: others.length }, raw })]
}

const LOOKS: [string, Look][] = [
  ['rollback-current', isCurrent],
  ['rollback-container', oldContainer],
  ['config-yaml', config],
  ['rollback-tools', tools],
  ['rollback-dumps', dumps],
  ['rollback-space-folder', folderSpace],
]

const METADB_LOOKS: [string, LookAtMetaDb][] = [
  ['rollback-metadb', server],
  ['rollback-privileges', rights],
  ['rollback-databases', omsTables],
  ['rollback-keys', keys],
  ['rollback-objects', objects],
  ['rollback-space-metadb', metaDbSpace],
  ['rollback-sessions', sessions],
]

/** Everything that a rollback needs, looked at before anything is stopped: for its dialog, and again as its first step. */
export async function rollbackChecks(
  given: RollbackCheckInput,
  { withDumps, signal }: { withDumps: boolean; signal?: AbortSignal },
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [id, look] of LOOKS.filter(([one]) => withDumps || one !== 'rollback-dumps'))
    findings.push(...(await look(given, signal).catch((cause: unknown) => [failed(id, cause, signal)])))
  const { backup } = given
  if (backup === null) return findings
  const ofMetaDb = await withMetaDb(given, async (metaDb) => {
    const list: Finding[] = []
    for (const [id, look] of METADB_LOOKS) {
      list.push(...(await look({ ...given, backup }, metaDb).catch((cause: unknown) => [failed(id, cause, signal)])))
    }
    return list
  }).catch((cause: unknown) => [failed('rollback-metadb', cause, signal)])
  return [...findings, ...ofMetaDb]
}

function failed(id: string, cause: unknown, signal: AbortSignal | undefined): Finding {
  signal?.throwIfAborted()
  if (!(cause instanceof OperatorError) && !(cause instanceof Error)) throw cause
  return couldNotRun(id, cause)
}

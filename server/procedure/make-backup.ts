import path from 'node:path'
import { type Said, say } from '../contract/said.ts'
import { byteSize } from '../domain/byte-size.ts'
import type { BackupManifest, KeptBackup } from '../domain/databases/backup-manifest.ts'
import { dumpDifferences } from '../domain/databases/dump-differences.ts'
import { inEnglish } from '../domain/in-english.ts'
import { OperatorError } from '../errors.ts'
import { allDatabases } from './all-databases.ts'
import { backupFolderOf } from './backup-folder.ts'
import { chosenTools } from './chosen-tools.ts'
import type { Acting, UpgradeContext } from './context.ts'
import { dumpDatabases } from './dump-databases.ts'
import type { DumpTool } from './ports/backups.ts'
import { withMetaDb } from './with-connection.ts'

export type Backup = KeptBackup

interface Request {
  folder: string
  /** What no backup can carry: a backup to go back to is refused for it, one that is only kept beside names it. */
  uncarried: 'refuse' | 'name'
  signal: AbortSignal
}

/** Dumps every database into a folder and writes what is in it beside; nothing there is ever overwritten. */
export async function makeBackup(context: Acting<UpgradeContext>, { folder, uncarried, signal }: Request): Promise<Backup> {
  const { world, writers, installation, job, plan, report } = context
  const { server, structures, pair } = await withMetaDb(context, async (metaDb) => {
    const list = []
    for (const database of allDatabases(installation.databases)) list.push(await metaDb.structure(database))
    const server = await metaDb.server()
    return { server, structures: list, pair: (await chosenTools(context, metaDb, server)).pair }
  })
  const left = structures.flatMap((structure) => structure.uncarried)
  if (left.length > 0 && uncarried === 'refuse') {
    const raw = left.map(({ why, raw }) => [inEnglish(why), raw].join('\n')).join('\n')
    throw new OperatorError('refused', say('backups.uncarried', { count: left.length }), { raw })
  }
  for (const { why } of left) report.line(`not in the backup: ${inEnglish(why)}`)
  for (const file of await writers.backups.removeLeftParts(backupFolderOf({ installation, job, attempt: 1 })))
    report.line(`removed ${file}, which an interrupted backup had left`)
  await world.backups.checkFolder(folder)
  const tool = pair.dump
  report.line(`dumping ${toolInWords(tool)}`)
  const databases = await dumpDatabases({ context, folder, structures, tool, signal })
  const manifestFile = path.join(folder, 'manifest.json')
  const manifest: BackupManifest = {
    format: 2,
    job,
    installation: { id: installation.id, name: installation.name, edition: installation.edition, version: installation.version },
    metaDb: {
      host: installation.metaDb.host,
      port: installation.metaDb.port,
      flavour: server.flavour,
      version: server.version,
      // As the plan saw it: with OMS down nobody waits for a probe.
      ...(plan.metaDb === undefined ? {} : { capabilities: plan.metaDb }),
    },
    tool,
    restoreTool: pair.restore,
    createdAt: world.clock.now().toISOString(),
    databases,
  }
  await writers.backups.writeManifest(manifestFile, manifest)
  report.line(`dumps and manifest are in ${folder}`)
  return { folder, manifestFile, manifest }
}

function toolInWords(tool: DumpTool): string {
  if (tool.flavour === 'panel') return 'through the panel itself'
  const { path, version, image } = tool
  return `with ${path} ${version}${image === undefined ? '' : ` in the image ${image.name} ${image.id}`}`
}

/** What is wrong with a backup when its files are read now; null: every file is whole, is the one that was written, and fits the server's packets. */
export async function backupProblem(
  given: Pick<UpgradeContext, 'world' | 'installation'>,
  { folder, manifest }: Backup,
  signal?: AbortSignal,
): Promise<{ said: Said; raw?: string } | null> {
  const { world } = given
  // A MetaDB that cannot be asked says nothing about files.
  const packetBytes = await withMetaDb(given, (metaDb) => metaDb.server()).then(
    (server) => server.packetBytes,
    () => null,
  )
  for (const { inventory, dump, objects } of manifest.databases) {
    const found = await world.backups.verify(path.join(folder, dump.file), signal)
    if (!found.complete || found.sha256 !== dump.sha256) return { said: say('outcomes.dumpDamaged', { file: dump.file }) }
    const differences = dumpDifferences(inventory.tables, found.tables)
    if (differences.length > 0) {
      return { said: say('outcomes.dumpDiffers', { database: inventory.database }), raw: differences.map(inEnglish).join('\n') }
    }
    // One byte of a packet says what it is.
    if (packetBytes !== null && found.longestStatement + 1 > packetBytes)
      return {
        said: say('outcomes.statementTooLong', { file: dump.file, needed: byteSize(found.longestStatement), limit: byteSize(packetBytes) }),
      }
    if (objects === null) continue
    const beside = await world.backups.verify(path.join(folder, objects.file), signal)
    if (!beside.complete || beside.sha256 !== objects.sha256) return { said: say('outcomes.dumpDamaged', { file: objects.file }) }
  }
  return null
}

import path from 'node:path'
import { say } from '../../contract/said.ts'
import { byteSize } from '../../domain/byte-size.ts'
import { inEnglish } from '../../domain/in-english.ts'
import { compareInventory } from '../../domain/inventory-comparison.ts'
import { failsForGood, holds } from '../../engine/step.ts'
import { allDatabases } from '../all-databases.ts'
import { backupFolderOf } from '../backup-folder.ts'
import type { UpgradeStep } from '../context.ts'
import { dumpDatabases } from '../dump-databases.ts'
import { neededFact } from '../needed-fact.ts'
import { withMetaDb } from '../with-connection.ts'

/** Step 2.3 of the document. A dump counts when its file is complete and holds every table and row that the server has. */
export const backUpDatabases: UpgradeStep = {
  id: 'back-up-databases',
  source: '3.4.0 single-node, step 2.3',
  phase: 'window',
  changes: 'none',
  undoneBy: say('steps.undo.dumpsStay'),
  repeatable: true,
  timeoutSeconds: () => 4 * 3600,
  settleSeconds: 0,
  async run(context, signal) {
    const { world, installation, job, facts, report } = context
    const databases = allDatabases(installation.databases)
    const { server, inventories } = await withMetaDb(context, async (metaDb) => {
      const list = []
      for (const database of databases) list.push(await metaDb.inventory(database, signal))
      return { server: await metaDb.server(), inventories: list }
    })
    const folder = backupFolderOf(context)
    await world.backups.checkFolder(folder)
    const dumps = await dumpDatabases({ context, folder, inventories, signal })
    const manifestFile = path.join(folder, 'manifest.json')
    const manifest = {
      format: 1 as const,
      job,
      installation: { id: installation.id, name: installation.name, edition: installation.edition, version: installation.version },
      metaDb: { host: installation.metaDb.host, port: installation.metaDb.port, flavour: server.flavour, version: server.version },
      tool: (await world.backups.tools()).dump,
      createdAt: world.clock.now().toISOString(),
      databases: dumps,
    }
    await world.backups.writeManifest(manifestFile, manifest)
    await facts.replace('backup', { folder, manifestFile, manifest })
    report.line(`dumps and manifest are in ${folder}`)
  },
  async verify({ world, facts, report }, signal) {
    const { manifest, folder } = await neededFact(facts, 'backup')
    for (const { inventory, dump } of manifest.databases) {
      const found = await world.backups.verify(path.join(folder, dump.file), signal)
      if (!found.complete || found.sha256 !== dump.sha256) return failsForGood(say('outcomes.dumpDamaged', { file: dump.file }))
      const differences = compareInventory(inventory, found)
      if (differences.length > 0)
        return failsForGood(say('outcomes.dumpDiffers', { database: inventory.database }), differences.map(inEnglish).join('\n'))
      report.line(`${dump.file}: ${found.bytes} bytes, ${found.tables.length} tables, sha256 ${found.sha256}`)
    }
    const bytes = manifest.databases.reduce((sum, { dump }) => sum + dump.bytes, 0)
    const rows = manifest.databases.flatMap(({ inventory }) => inventory.tables).reduce((sum, table) => sum + table.rows, 0)
    return holds(say('outcomes.backedUp', { databases: manifest.databases.length, size: byteSize(bytes), rows }))
  },
}

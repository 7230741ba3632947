import path from 'node:path'
import { isSystemVersioned } from '../domain/databases/structure.ts'
import { emergencyKit } from '../domain/emergency-kit.ts'
import { backupFolderOf } from './backup-folder.ts'
import type { Acting, UpgradeContext } from './context.ts'
import type { FactValues } from './facts.ts'
import { neededFact } from './needed-fact.ts'

/** From T1 on: a script and a text beside the dumps that roll back without the panel. Written again when there is more to say. */
export async function writeEmergencyKit(context: Acting<UpgradeContext>, backup?: FactValues['backup']): Promise<void> {
  const { writers, plan, installation, job, facts, report } = context
  const { host, port, user, tls } = installation.metaDb
  const t1 = await neededFact(facts, 't1')
  const folder = backupFolderOf({ installation, job, attempt: 1 })
  const inKit = (file: string) => path.relative(folder, path.join(backup?.folder ?? folder, file))
  const files = emergencyKit({
    job,
    installation: { name: installation.name, from: plan.from.version, to: plan.to.version },
    t1,
    metaDb: { host, port, user, tls },
    oldContainer: { ...plan.node.oldContainer, restartPolicy: await neededFact(facts, 'restartPolicyBefore') },
    newContainerName: plan.node.newContainerName,
    haConfigBefore: (await facts.get('haConfigBefore')) ?? null,
    databases: (backup?.manifest.databases ?? []).map(({ inventory: { database, characterSet, collation, tables }, structure, dump }) => ({
      database,
      characterSet,
      collation,
      dump: { file: inKit(dump.file), sha256: dump.sha256 },
      tables: tables.map(({ name, rows }) => {
        const definition = structure?.tables.find((table) => table.name === name)?.definition ?? ''
        return { name, rows, hasHistory: isSystemVersioned(definition) }
      }),
      objects: structure?.objects ?? [],
    })),
  })
  await writers.backups.writeKit(folder, files)
  await facts.recordOnce('emergencyKitFolder', folder)
  report.line(`the emergency kit is in ${folder}`)
}

import path from 'node:path'
import type { RoutineGrant } from '../domain/databases/routine-grant.ts'
import { emergencyKit } from '../domain/emergency-kit.ts'
import { kitDatabases } from '../domain/emergency-kit-facts.ts'
import { backupFolderOf } from './backup-folder.ts'
import type { Acting, UpgradeContext } from './context.ts'
import type { FactValues } from './facts.ts'
import { neededFact } from './needed-fact.ts'
import { withMetaDb } from './with-connection.ts'

/** From T1 on: a script and a text beside the dumps that roll back without the panel. Written again when there is more to say. */
export async function writeEmergencyKit(context: Acting<UpgradeContext>, backup?: FactValues['backup']): Promise<void> {
  const { writers, plan, installation, job, facts, report } = context
  const { host, port, user, tls } = installation.metaDb
  const t1 = await neededFact(facts, 't1')
  const folder = backupFolderOf({ installation, job, attempt: 1 })
  const files = emergencyKit({
    job,
    installation: { name: installation.name, from: plan.from.version, to: plan.to.version },
    t1,
    metaDb: { host, port, user, tls },
    oldContainer: { ...plan.node.oldContainer, restartPolicy: await neededFact(facts, 'restartPolicyBefore') },
    newContainerName: plan.node.newContainerName,
    haConfigBefore: (await facts.get('haConfigBefore')) ?? null,
    capabilities: plan.metaDb ?? null,
    grants: backup === undefined ? [] : await grantsOf(context, backup),
    databases: backup === undefined ? [] : kitDatabases(backup.manifest, (file) => path.relative(folder, path.join(backup.folder, file))),
  })
  await writers.backups.writeKit(folder, files)
  await facts.recordOnce('emergencyKitFolder', folder)
  report.line(`the emergency kit is in ${folder}`)
}

/** Where this account may not read them, the kit gives none back. */
async function grantsOf(context: UpgradeContext, { manifest }: FactValues['backup']): Promise<RoutineGrant[]> {
  const names = manifest.databases.map(({ inventory }) => inventory.database)
  return (await withMetaDb(context, (metaDb) => metaDb.routineGrants(names))) ?? []
}

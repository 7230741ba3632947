import { DatabaseNames, MetaDbAddress, type RestoreInput } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import { refuseIfTaken } from './adopt-installation.ts'
import type { ServiceContext } from './service-context.ts'
import { keptSharingFindings, sharingFindings } from './sharing-installations.ts'
import { refuseUnproven } from './test-connection.ts'

/** Brings an archived installation back, where nothing else took its container or its MetaDB. Codes: not-found, conflict, refused. */
export async function restoreInstallation(context: ServiceContext, { installationId }: RestoreInput): Promise<{ done: true }> {
  const { store, world, actor } = context
  const found = await store.installation.findUnique({ where: { id: installationId }, include: { nodes: true } })
  if (found === null) throw new OperatorError('not-found', say('errors.noInstallation'))
  const site = {
    address: MetaDbAddress.parse(JSON.parse(found.metaDbJson)),
    identity: found.metaDbIdentity,
    databases: DatabaseNames.parse(JSON.parse(found.databasesJson)),
  }
  refuseUnproven({ passed: false, findings: await sharingFindings(context, site, installationId) })
  return await transact(store, async (tx) => {
    const { count } = await tx.installation.updateMany({
      where: { id: installationId, archivedAt: { not: null } },
      data: { archivedAt: null, archivedBy: null, archivedReason: null },
    })
    if (count === 0) throw new OperatorError('conflict', say('errors.installationNotArchived', { name: found.name }))
    for (const { containerId } of found.nodes) await refuseIfTaken(tx, { name: found.name, containerId }, installationId)
    refuseUnproven({ passed: false, findings: await keptSharingFindings(tx, site, installationId) })
    const detail = { name: found.name }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'installation.restore', subject: installationId, installationId, detail })
    return { done: true }
  })
}

import type { AdoptInput } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { OperatorError } from '../errors.ts'
import type { ServiceContext } from './service-context.ts'
import { proposedInstallation, testConnection } from './test-connection.ts'

async function refuseIfTaken(store: Store | Transaction, { name, containerId }: AdoptInput): Promise<void> {
  if ((await store.installation.findUnique({ where: { name } })) !== null)
    throw new OperatorError('conflict', say('errors.nameInUse', { name }), { field: 'name' })
  const node = await store.node.findFirst({ where: { containerId }, include: { installation: true } })
  if (node !== null)
    throw new OperatorError('conflict', say('errors.alreadyAdopted', { name: node.installation.name }), { field: 'containerId' })
}

/** Stores an installation whose connection test passes now. Codes: conflict, refused, and those of the test. */
export async function adoptInstallation(context: ServiceContext, input: AdoptInput): Promise<{ id: string }> {
  const { store, cipher, world, actor } = context
  await refuseIfTaken(store, input)
  const test = await testConnection(context, input)
  const blocking = test.findings.find((finding) => finding.level === 'blocking')
  if (blocking !== undefined) {
    const { title, action, raw, field } = blocking
    throw new OperatorError('refused', title, {
      ...(action && { hint: action }),
      ...(raw !== undefined && { raw }),
      ...(field !== undefined && { field }),
    })
  }

  const proposed = await proposedInstallation(context, input)
  const { host, port, user, password } = proposed.metaDb
  return await transact(store, async (tx) => {
    // Once more: somebody else may have stored it while the connection was tested.
    await refuseIfTaken(tx, input)
    const row = await tx.installation.create({
      data: {
        name: proposed.name,
        edition: proposed.edition,
        version: proposed.version,
        metaDbJson: JSON.stringify({ host, port, user }),
        metaPasswordEnc: cipher.seal(password, 'metadb'),
        databasesJson: JSON.stringify(proposed.databases),
        consoleDriver: proposed.console.driver,
        consoleUrl: proposed.console.url,
        consoleUser: proposed.console.user,
        consolePasswordEnc: cipher.seal(proposed.console.password, 'console'),
        consoleActionsJson: input.console.actions === null ? null : JSON.stringify(input.console.actions),
        backupFolder: proposed.backupFolder,
        nodes: { create: { position: 0, ...proposed.node } },
      },
    })
    const detail = { name: row.name, container: proposed.node.containerName, driver: row.consoleDriver }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'installation.adopt', subject: row.id, installationId: row.id, detail })
    return { id: row.id }
  })
}

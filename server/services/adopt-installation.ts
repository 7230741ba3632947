import type { AdoptInput } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import type { Cipher } from '../db/cipher.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { callNames } from '../domain/console-calls/call-names.ts'
import { OperatorError } from '../errors.ts'
import type { InstallationAccess } from '../procedure/installation-access.ts'
import type { ServiceContext } from './service-context.ts'
import { keptSharingFindings } from './sharing-installations.ts'
import { proposedInstallation, proveInstallation, refuseUnproven, type Tested } from './test-connection.ts'

/** Codes: conflict where the name or the container is another installation's. An archived one gives its container away, not its name. */
export async function refuseIfTaken(
  store: Store | Transaction,
  { name, containerId }: Pick<AdoptInput, 'name' | 'containerId'>,
  exceptId = '',
): Promise<void> {
  if ((await store.installation.findFirst({ where: { name, id: { not: exceptId } } })) !== null)
    throw new OperatorError('conflict', say('errors.nameInUse', { name }), { field: 'name' })
  const node = await store.node.findFirst({
    where: { containerId, installation: { id: { not: exceptId }, archivedAt: null } },
    include: { installation: true },
  })
  if (node !== null)
    throw new OperatorError('conflict', say('errors.alreadyAdopted', { name: node.installation.name }), { field: 'containerId' })
}

/** What the trail keeps of learned calls: which they are, and how the panel was taught. */
export function calledIn({ calls }: Pick<InstallationAccess['console'], 'calls'>) {
  return calls === null ? {} : { calls: callNames(calls), taughtBy: calls.taughtBy }
}

/** The columns of a proven installation; secrets sealed. */
export function installationColumns(
  cipher: Cipher,
  { installation, metaDbIdentity }: Pick<Tested, 'installation' | 'metaDbIdentity'>,
  { actions, calls }: Pick<AdoptInput['console'], 'actions' | 'calls'>,
) {
  const { host, port, user, password, tls } = installation.metaDb
  return {
    name: installation.name,
    edition: installation.edition,
    version: installation.version,
    metaDbJson: JSON.stringify({ host, port, user }),
    metaDbTls: tls.mode,
    metaDbCa: tls.mode === 'verified' ? tls.ca : null,
    metaPasswordEnc: cipher.seal(password, 'metadb'),
    metaDbIdentity,
    databasesJson: JSON.stringify(installation.databases),
    consoleDriver: installation.console.driver,
    consoleUrl: installation.console.url,
    consoleUser: installation.console.user,
    consolePasswordEnc: cipher.seal(installation.console.password, 'console'),
    consoleActionsJson: actions === null ? null : JSON.stringify(actions),
    consoleCallsJson: calls === null ? null : JSON.stringify(calls),
    backupFolder: installation.backupFolder,
  }
}

/** Stores an installation whose connection test passes now. Codes: conflict, refused, and those of the test. */
export async function adoptInstallation(context: ServiceContext, input: AdoptInput): Promise<{ id: string }> {
  const { store, cipher, world, actor } = context
  await refuseIfTaken(store, input)
  const tested = await proveInstallation(context, await proposedInstallation(context, input))
  refuseUnproven(tested)
  const { installation, metaDbIdentity } = tested
  return await transact(store, async (tx) => {
    // Once more: somebody else may have stored it while the connection was tested.
    await refuseIfTaken(tx, input)
    const site = { address: installation.metaDb, identity: metaDbIdentity, databases: installation.databases }
    refuseUnproven({ passed: false, findings: await keptSharingFindings(tx, site, null) })
    const row = await tx.installation.create({
      data: { ...installationColumns(cipher, tested, input.console), nodes: { create: { position: 0, ...installation.node } } },
    })
    const detail = {
      name: row.name,
      container: installation.node.containerName,
      driver: row.consoleDriver,
      metaDbTls: row.metaDbTls,
      ...calledIn(installation.console),
    }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'installation.adopt', subject: row.id, installationId: row.id, detail })
    return { id: row.id }
  })
}

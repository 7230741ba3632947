import { type ConnectionTest, callsConsole, DEFAULT_CONSOLE_ACTIONS, type EditInput } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { recordAudit } from '../db/record-audit.ts'
import { transact } from '../db/transact.ts'
import { acceptedTls, describeCa, isNoWeaker } from '../domain/metadb-tls.ts'
import { Secret } from '../domain/secret.ts'
import { OperatorError } from '../errors.ts'
import { allDatabases } from '../procedure/all-databases.ts'
import type { InstallationAccess } from '../procedure/installation-access.ts'
import { runChecksOfOpenJob, runConnectionChecks } from '../procedure/preflight/run-connection-checks.ts'
import { OCCUPYING } from '../queries/gate-facts.ts'
import { calledIn, installationColumns, refuseIfTaken } from './adopt-installation.ts'
import { openInstallation, requireInUse } from './open-installation.ts'
import { readContainerConfig } from './read-container.ts'
import type { ServiceContext } from './service-context.ts'
import { keptSharingFindings } from './sharing-installations.ts'
import { configPassword, isSameAccount, proveInstallation, refuseUnproven, type Tested } from './test-connection.ts'

/** The job that changes the installation or waits for a decision. A run that goes on reads its connections as it began with them. */
async function openJob(store: Store | Transaction, installationId: string): Promise<{ number: number } | null> {
  await requireInUse(store, installationId)
  const job = await store.upgradeJob.findFirst({
    where: { installationId, status: { in: OCCUPYING } },
    select: { number: true, runs: { where: { status: 'running' }, select: { id: true } } },
  })
  if (job !== null && job.runs.length > 0)
    throw new OperatorError('conflict', say('errors.editWhileRunning', { number: job.number }), {
      hint: say('errors.editWhileRunningHint'),
    })
  return job
}

/** The password for the MetaDB: a hidden one only for the account that it belongs to, and never under weaker TLS than it was given for. */
async function metaDbPassword(context: ServiceContext, { metaDb, containerId }: EditInput, stored: InstallationAccess): Promise<Secret> {
  if (metaDb.passwordFrom !== 'typed' && isSameAccount(stored.metaDb, metaDb) && !isNoWeaker(stored.metaDb.tls, metaDb.tls))
    throw new OperatorError('bad-input', say('errors.typePasswordForWeakerTls'), { field: 'metaDb.password' })
  switch (metaDb.passwordFrom) {
    case 'typed':
      return new Secret(metaDb.password)
    case 'config':
      return configPassword((await readContainerConfig(context, containerId)).config, metaDb)
    case 'stored': {
      if (isSameAccount(stored.metaDb, metaDb)) return stored.metaDb.password
      const { host, port, user } = stored.metaDb
      throw new OperatorError('bad-input', say('errors.typePasswordForOther', { host, port: String(port), user }), {
        field: 'metaDb.password',
      })
    }
    default:
      return metaDb.passwordFrom satisfies never
  }
}

function consolePassword({ console }: EditInput, stored: InstallationAccess): Secret {
  if (console.password !== '') return new Secret(console.password)
  const kept = stored.console
  const isSame = new URL(console.url).origin === new URL(kept.url).origin && console.user === kept.user
  if (isSame || !callsConsole(console.driver)) return isSame ? kept.password : new Secret('')
  throw new OperatorError('bad-input', say('errors.typeConsolePasswordForOther', { url: kept.url, user: kept.user }), {
    field: 'console.password',
  })
}

/** Container and databases as they are to be: read again from config.yaml, except while a job has them half changed. */
async function placeOf(context: ServiceContext, input: EditInput, stored: InstallationAccess, job: { number: number } | null) {
  const isSameContainer = input.containerId === stored.node.containerId
  if (job !== null) {
    const isSamePlace = isSameContainer && input.hostIp === stored.node.hostIp && input.version === stored.version
    if (!isSamePlace)
      throw new OperatorError('conflict', say('errors.editPlaceWhileOpen', { number: job.number }), { field: 'containerId' })
    return { node: stored.node, databases: stored.databases }
  }
  const { container, config } = await readContainerConfig(context, input.containerId)
  return {
    node: { hostIp: input.hostIp, containerName: container.name, containerId: container.id },
    databases: config.databases,
  }
}

async function proveEdit(context: ServiceContext, input: EditInput): Promise<Tested & { stored: InstallationAccess }> {
  const tls = acceptedTls(input.metaDb.tls, context.world.clock.now())
  const stored = await openInstallation(context, input.installationId)
  const job = await openJob(context.store, input.installationId)
  await refuseIfTaken(context.store, input, input.installationId)
  const { node, databases } = await placeOf(context, input, stored, job)
  const { host, port, user } = input.metaDb
  const password = await metaDbPassword(context, { ...input, metaDb: { ...input.metaDb, tls } }, stored)
  const metaDb = { host, port, user, password, tls }
  const installation: InstallationAccess = {
    ...stored,
    name: input.name,
    edition: input.edition,
    version: input.version,
    node,
    databases,
    backupFolder: input.backupFolder,
    metaDb,
    console: {
      driver: input.console.driver,
      url: input.console.url.replace(/\/+$/, ''),
      user: input.console.user,
      password: consolePassword(input, stored),
      actions: input.console.actions ?? DEFAULT_CONSOLE_ACTIONS,
      calls: input.console.calls,
      databases,
      metaDb,
    },
  }
  const checks = job === null ? runConnectionChecks : runChecksOfOpenJob
  return { ...(await proveInstallation(context, installation, { exceptId: input.installationId, checks })), stored }
}

/** What Test connection answers before an installation is changed; nothing is stored. */
export async function testEdit(context: ServiceContext, input: EditInput): Promise<ConnectionTest> {
  const { passed, findings } = await proveEdit(context, input)
  return { passed, findings }
}

/** What the trail keeps of an installation: no secrets. */
function visible({ name, edition, version, node, databases, backupFolder, metaDb, console }: InstallationAccess) {
  return {
    ...{ name, edition, version, backupFolder, container: node.containerName, hostIp: node.hostIp },
    metaDb: `${metaDb.user}@${metaDb.host}:${metaDb.port}`,
    metaDbTls: { mode: metaDb.tls.mode, ca: describeCa(metaDb.tls).map(({ subject }) => subject) },
    databases: allDatabases(databases).join(', '),
    console: { driver: console.driver, url: console.url, user: console.user, actions: console.actions, ...calledIn(console) },
  }
}

/**
 * Changes an installation once what it is to be is proven like a new one. While a job waits for a decision only its connections and its
 * folder can change. Codes: not-found, conflict, bad-input, refused, those of the test.
 */
export async function editInstallation(context: ServiceContext, input: EditInput): Promise<{ done: true }> {
  const { store, cipher, world, actor } = context
  const { installationId } = input
  const tested = await proveEdit(context, input)
  refuseUnproven(tested)
  const { installation, stored, metaDbIdentity } = tested
  await transact(store, async (tx) => {
    // First a write: a start at this moment is either seen here or sees this. Open pages of its plans hear of it.
    await tx.upgradeJob.updateMany({ where: { installationId, status: 'planned' }, data: { revision: { increment: 1 } } })
    await openJob(tx, installationId)
    await refuseIfTaken(tx, input, installationId)
    const site = { address: installation.metaDb, identity: metaDbIdentity, databases: installation.databases }
    refuseUnproven({ passed: false, findings: await keptSharingFindings(tx, site, installationId) })
    await tx.installation.update({ where: { id: installationId }, data: installationColumns(cipher, tested, input.console) })
    await tx.node.updateMany({ where: { installationId, position: 0 }, data: installation.node })
    const passwords = [
      ...(installation.metaDb.password.reveal() === stored.metaDb.password.reveal() ? [] : ['metaDb']),
      ...(installation.console.password.reveal() === stored.console.password.reveal() ? [] : ['console']),
    ]
    const detail = { before: visible(stored), after: visible(installation), passwords }
    await recordAudit(tx, { at: world.clock.now(), actor, action: 'installation.edit', subject: installationId, installationId, detail })
  })
  return { done: true }
}

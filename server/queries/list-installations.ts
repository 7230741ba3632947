import { ConsoleCalls } from '../contract/console-calls.ts'
import { ConsoleActions, ConsoleDriver, DatabaseNames, Edition, type InstallationView, MetaDbAddress } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import type { Store } from '../db/open-store.ts'
import { describeCa, storedTls } from '../domain/metadb-tls.ts'
import { OperatorError } from '../errors.ts'
import { sharingInstallations } from './sharing-installations.ts'

const WITH_NODES = { nodes: { orderBy: { position: 'asc' } } } as const

type Row = Awaited<ReturnType<typeof rows>>[number]

function rows(store: Store) {
  return store.installation.findMany({ include: WITH_NODES, orderBy: { name: 'asc' } })
}

/** The last job is asked for by itself: as a relation, every job of every installation would be read for it. */
async function view(store: Store, row: Row): Promise<InstallationView> {
  const lastJob = await store.upgradeJob.findFirst({
    where: { installationId: row.id },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, status: true },
  })
  const databases = DatabaseNames.parse(JSON.parse(row.databasesJson))
  const metaDb = { ...MetaDbAddress.parse(JSON.parse(row.metaDbJson)), tls: storedTls(row) }
  const { archivedAt, archivedBy, archivedReason, consoleActionsJson, consoleCallsJson, metaDbIdentity: identity } = row
  return {
    id: row.id,
    name: row.name,
    edition: Edition.parse(row.edition),
    version: row.version,
    metaDb,
    metaDbCa: describeCa(metaDb.tls),
    databases,
    console: {
      driver: ConsoleDriver.parse(row.consoleDriver),
      url: row.consoleUrl,
      user: row.consoleUser,
      actions: consoleActionsJson === null ? null : ConsoleActions.parse(JSON.parse(consoleActionsJson)),
      calls: consoleCallsJson === null ? null : (ConsoleCalls.safeParse(JSON.parse(consoleCallsJson)).data ?? null),
    },
    backupFolder: row.backupFolder,
    nodes: row.nodes.map(({ hostIp, containerName, containerId }) => ({ hostIp, containerName, containerId })),
    createdAt: row.createdAt.toISOString(),
    lastJob,
    archived: archivedAt === null ? null : { at: archivedAt.toISOString(), by: archivedBy ?? '', reason: archivedReason ?? '' },
    sharedWith: archivedAt === null ? await sharingInstallations(store, { address: metaDb, identity, databases }, row.id) : [],
  }
}

export async function listInstallations(store: Store): Promise<InstallationView[]> {
  return await Promise.all((await rows(store)).map((row) => view(store, row)))
}

/** Codes: not-found. */
export async function readInstallation(store: Store, id: string): Promise<InstallationView> {
  const row = await store.installation.findUnique({ where: { id }, include: WITH_NODES })
  if (row === null) throw new OperatorError('not-found', say('errors.noInstallation'))
  return await view(store, row)
}

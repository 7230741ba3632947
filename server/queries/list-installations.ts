import { ConsoleDriver, DatabaseNames, Edition, type InstallationView, MetaDbAddress } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import type { Store } from '../db/open-store.ts'
import { OperatorError } from '../errors.ts'

const WITH_PARTS = {
  nodes: { orderBy: { position: 'asc' } },
  jobs: { orderBy: { number: 'desc' }, take: 1, select: { id: true, number: true, status: true } },
} as const

type Row = Awaited<ReturnType<typeof rows>>[number]

function rows(store: Store) {
  return store.installation.findMany({ include: WITH_PARTS, orderBy: { name: 'asc' } })
}

function view(row: Row): InstallationView {
  return {
    id: row.id,
    name: row.name,
    edition: Edition.parse(row.edition),
    version: row.version,
    metaDb: MetaDbAddress.parse(JSON.parse(row.metaDbJson)),
    databases: DatabaseNames.parse(JSON.parse(row.databasesJson)),
    console: { driver: ConsoleDriver.parse(row.consoleDriver), url: row.consoleUrl, user: row.consoleUser },
    backupFolder: row.backupFolder,
    nodes: row.nodes.map(({ hostIp, containerName, containerId }) => ({ hostIp, containerName, containerId })),
    createdAt: row.createdAt.toISOString(),
    lastJob: row.jobs[0] ?? null,
  }
}

export async function listInstallations(store: Store): Promise<InstallationView[]> {
  return (await rows(store)).map(view)
}

/** Codes: not-found. */
export async function readInstallation(store: Store, id: string): Promise<InstallationView> {
  const row = await store.installation.findUnique({ where: { id }, include: WITH_PARTS })
  if (row === null) throw new OperatorError('not-found', say('errors.noInstallation'))
  return view(row)
}

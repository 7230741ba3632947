import { ConsoleCalls } from '../contract/console-calls.ts'
import { ConsoleActions, ConsoleDriver, DatabaseNames, DEFAULT_CONSOLE_ACTIONS, Edition, MetaDbAddress } from '../contract/installation.ts'
import { say } from '../contract/said.ts'
import type { Store, Transaction } from '../db/open-store.ts'
import { storedTls } from '../domain/metadb-tls.ts'
import { Secret } from '../domain/secret.ts'
import { WayBackTried } from '../domain/way-back-tried.ts'
import { OperatorError } from '../errors.ts'
import type { InstallationAccess } from '../procedure/installation-access.ts'
import type { TypedPasswords } from './keep-passwords.ts'
import type { ServiceContext } from './service-context.ts'

/** What is stored of an installation, its secrets opened; what was typed stands in for what is stored. Codes: not-found, unavailable. */
export async function openInstallation(
  { store, cipher }: Pick<ServiceContext, 'store' | 'cipher'>,
  id: string,
  { metaDbPassword, consoleUser, consolePassword }: TypedPasswords = {},
): Promise<InstallationAccess> {
  const row = await store.installation.findUnique({ where: { id }, include: { nodes: { orderBy: { position: 'asc' } }, wayBackTry: true } })
  const node = row?.nodes[0]
  if (row === null || node === undefined) throw new OperatorError('not-found', say('errors.noInstallation'))
  const secret = (typed: string | undefined, sealed: string, purpose: string) => (typed ? new Secret(typed) : cipher.open(sealed, purpose))
  const databases = DatabaseNames.parse(JSON.parse(row.databasesJson))
  // A result that cannot be read is none: trying again is cheap.
  const tried = WayBackTried.safeParse(JSON.parse(row.wayBackTry?.resultJson ?? 'null')).data
  const metaDb = {
    ...MetaDbAddress.parse(JSON.parse(row.metaDbJson)),
    password: secret(metaDbPassword, row.metaPasswordEnc, 'metadb'),
    tls: storedTls(row),
  }
  return {
    id: row.id,
    name: row.name,
    edition: Edition.parse(row.edition),
    version: row.version,
    node: { hostIp: node.hostIp, containerName: node.containerName, containerId: node.containerId },
    databases,
    backupFolder: row.backupFolder,
    metaDb,
    console: {
      driver: ConsoleDriver.parse(row.consoleDriver),
      url: row.consoleUrl,
      user: consoleUser || row.consoleUser,
      password: secret(consolePassword, row.consolePasswordEnc, 'console'),
      // The sealed text is another one each time, also of the same password: whoever enters it again has it tried again.
      ...(!consolePassword && !consoleUser && { passwordVersion: `${row.id}:${row.consoleUser}:${row.consolePasswordEnc}` }),
      actions: row.consoleActionsJson === null ? DEFAULT_CONSOLE_ACTIONS : ConsoleActions.parse(JSON.parse(row.consoleActionsJson)),
      calls: row.consoleCallsJson === null ? null : (ConsoleCalls.safeParse(JSON.parse(row.consoleCallsJson)).data ?? null),
      databases,
      metaDb,
    },
    ...(tried !== undefined && { wayBackTried: tried }),
  }
}

/** Codes: conflict where the installation is archived. */
export async function requireInUse(store: Store | Transaction, id: string): Promise<void> {
  const archived = await store.installation.findFirst({ where: { id, archivedAt: { not: null } }, select: { name: true } })
  if (archived !== null)
    throw new OperatorError('conflict', say('errors.installationArchived', archived), { hint: say('errors.installationArchivedHint') })
}

import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { startMetaDb, stopMetaDb } from '../sandbox/metadb.ts'
import type { MetaDbState, SandboxState } from '../sandbox/state.ts'
import { waitFor } from '../sandbox/wait-for.ts'
import { frozen } from './frozen.ts'

type Connection = Awaited<ReturnType<typeof createConnection>>

export async function asAdmin(sandbox: SandboxState): Promise<Connection> {
  const { host, port, admin } = metaDbOf(sandbox)
  const connection = await createConnection({ host, port, user: admin.user, password: admin.password })
  // A row kills the server under it.
  connection.on('error', () => {})
  return connection
}

export function metaDbOf({ metaDb }: SandboxState): MetaDbState {
  if (metaDb === null) throw new Error('the sandbox has no MetaDB')
  return metaDb
}

export async function killAndRestart(sandbox: SandboxState): Promise<void> {
  process.kill(metaDbOf(sandbox).process?.pid ?? 0, 'SIGKILL')
  await stopMetaDb(sandbox)
  await startMetaDb(sandbox)
}

/** Until a session of the panel waits for a table that another one has locked. */
export async function waitsForLock(connection: Connection): Promise<void> {
  const isWaiting = await waitFor(
    async () => {
      const [rows] = await connection.query<RowDataPacket[]>(
        "select id from information_schema.processlist where user = 'oms' and state like 'Waiting for table%'",
      )
      return rows.length > 0
    },
    { timeoutSeconds: 30 },
  )
  if (!isWaiting) throw new Error('nobody waits for the lock')
}

/** An idle session that has locked a row of a table keeps it from being renamed, until `end`. */
export async function holdATable(sandbox: SandboxState): Promise<{ isWaitedFor(): Promise<void>; end(): Promise<void> }> {
  const session = await asAdmin(sandbox)
  await session.query('start transaction')
  await session.query('select * from rm_331.oms_project limit 1 for update')
  return { isWaitedFor: () => waitsForLock(session), end: () => session.end() }
}

/** A server that takes connections and never answers, as behind a network that lost its way; the returned function wakes it. */
export function freezeMetaDb(sandbox: SandboxState): () => void {
  const { process: mark } = metaDbOf(sandbox)
  if (mark === null) throw new Error('only a running MetaDB can be stopped for a while')
  return frozen(mark.pid)
}

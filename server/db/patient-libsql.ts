import { PrismaLibSql } from '@prisma/adapter-libsql'
import { isStoreBusy } from './is-store-busy.ts'
import { patiently } from './patiently.ts'

/** Shorter than the time in which a lease is renewed. */
const PATIENCE_SECONDS = 4

type Client = ReturnType<PrismaLibSql['createClient']>

/** Statements outside of transactions wait for their turn here, so that no caller has to think of it; `transact` does the others. */
export class PatientLibSql extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    return withFreshConnectionWhenBusy(super.createClient(config))
  }

  override async connect(): ReturnType<PrismaLibSql['connect']> {
    const connection = await super.connect()
    const { queryRaw, executeRaw } = connection
    connection.queryRaw = (query) => patiently(() => queryRaw.call(connection, query), PATIENCE_SECONDS)
    connection.executeRaw = (query) => patiently(() => executeRaw.call(connection, query), PATIENCE_SECONDS)
    return connection
  }
}

/**
 * libsql leaves a busy statement open until it is garbage: what its connection writes from then on is not committed and keeps the
 * lock, and what it reads is old. So nobody uses that connection again.
 */
function withFreshConnectionWhenBusy(client: Client): Client {
  const execute = client.execute.bind(client) as (...given: unknown[]) => ReturnType<Client['execute']>
  client.execute = async (...given: unknown[]) => {
    try {
      return await execute(...given)
    } catch (cause) {
      if (isStoreBusy(cause)) await client.reconnect()
      throw cause
    }
  }
  return client
}

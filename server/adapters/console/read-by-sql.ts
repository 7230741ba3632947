import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleLogin, ConsoleReader } from '../../procedure/ports/console.ts'
import type { MetaDbReader } from '../../procedure/ports/metadb.ts'

/** What the drivers `metadb` and `guided` share: they see parameters and servers as the MetaDB holds them. */
export function readBySql(
  metaDb: MetaDbReader,
  databases: ConsoleLogin['databases'],
): Pick<ConsoleReader, 'probe' | 'parameter' | 'servers' | 'close'> {
  const parameter = async (name: string, signal?: AbortSignal): Promise<string> => {
    const value = await metaDb.parameter(databases.rm, name, signal)
    if (value === 'missing') throw new OperatorError('not-found', say('console.parameterMissing', { name }))
    return value
  }
  const servers: ConsoleReader['servers'] = async (signal) => {
    signal?.throwIfAborted()
    return metaDb.servers(databases.cm, databases.heartbeats, signal)
  }
  return {
    parameter,
    servers,
    async probe(signal) {
      await parameter('ha.config', signal)
      await servers(signal)
    },
    close: () => metaDb.close(),
  }
}

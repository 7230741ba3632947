import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleLogin, ConsoleReader, ConsoleWriter } from '../../procedure/ports/console.ts'
import type { MetaDbReader, MetaDbWriter } from '../../procedure/ports/metadb.ts'
import { readBySql } from './read-by-sql.ts'

/** The driver `metadb`: reads and writes what the console keeps in the MetaDB. A running console may need a moment to see it. */
export function openMetaDbDriver(metaDb: MetaDbReader, { databases }: Pick<ConsoleLogin, 'databases'>): ConsoleReader {
  const reading = readBySql(metaDb, databases)
  return {
    ...reading,
    driver: 'metadb',
    async probe(signal) {
      await reading.probe(signal)
      const [missing] = await metaDb.missingPrivileges([databases.rm])
      if (missing?.privileges.includes('UPDATE')) {
        throw new OperatorError('refused', say('console.mayNotUpdate', { database: databases.rm }), { field: 'console.driver' })
      }
    },
  }
}

export function openMetaDbWriter(metaDb: MetaDbWriter, login: Pick<ConsoleLogin, 'databases'>): ConsoleWriter {
  const reading = openMetaDbDriver(metaDb, login)
  const { databases } = login
  return {
    ...reading,
    async setParameter({ name, from, to, reached }, _report, signal) {
      signal.throwIfAborted()
      if (!(await metaDb.setParameter(databases.rm, name, from, to(from)))) {
        const current = await reading.parameter(name)
        if (reached(current)) return
        throw new OperatorError('conflict', say('console.parameterChanged', { name }), { hint: say('console.reviewAgain'), raw: current })
      }
      const seen = await reading.parameter(name)
      if (!reached(seen))
        throw new OperatorError('refused', say('console.notApplied', { name }), { hint: say('console.reviewAgain'), raw: seen })
    },
  }
}

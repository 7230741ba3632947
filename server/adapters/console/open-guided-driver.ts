import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { ConsoleLogin, ConsoleWriter } from '../../procedure/ports/console.ts'
import type { MetaDbReader } from '../../procedure/ports/metadb.ts'
import type { ConsoleTimes } from './console-times.ts'
import { pause } from './pause.ts'
import { readBySql } from './read-by-sql.ts'

/** The driver `guided`: a person changes the parameter in the OMS console; the MetaDB proves that it was done. Works on every OMS. */
export function openGuidedDriver(
  metaDb: MetaDbReader,
  { databases, url }: Pick<ConsoleLogin, 'databases' | 'url'>,
  times: ConsoleTimes,
): ConsoleWriter {
  const reading = readBySql(metaDb, databases)

  /** Null where the MetaDB does not answer for a moment: a person who is half-way through is not told to begin again. */
  async function look(name: string, signal: AbortSignal): Promise<string | null> {
    return reading.parameter(name, signal).catch((error: unknown) => {
      if (error instanceof OperatorError && (error.problem.code === 'unavailable' || error.problem.code === 'timeout')) return null
      throw error
    })
  }

  return {
    ...reading,
    driver: 'guided',
    async setParameter({ name, to, reached }, report, signal) {
      signal.throwIfAborted()
      try {
        let last: string | null = null
        for (;;) {
          const value = await look(name, signal)
          if (value !== null) {
            if (reached(value)) return
            if (last !== null && value !== last) report.line(`${name} is now ${value}`)
            last = value
          }
          // Asked again each time: with the time that OMS is away, what is wanted changes too.
          if (last !== null)
            report.waitingFor(
              say('waiting.guidedParameter', { url, name, value: to(last), current: last, isRead: value === null ? 'no' : 'yes' }),
            )
          await pause(times.guidedPauseMs, signal)
        }
      } finally {
        report.waitingFor(null)
      }
    },
  }
}

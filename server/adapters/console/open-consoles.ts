import type { Permit } from '../../engine/permit.ts'
import type { Consoles, ConsoleWriter } from '../../procedure/ports/console.ts'
import type { MetaDbs, MetaDbWriter } from '../../procedure/ports/metadb.ts'
import { checkHealth } from './check-health.ts'
import { CONSOLE_TIMES, type ConsoleTimes } from './console-times.ts'
import { openConsoleDriver } from './open-console-driver.ts'
import { openGuidedDriver } from './open-guided-driver.ts'
import { openLearnedDriver } from './open-learned-driver.ts'
import { openMetaDbDriver, openMetaDbWriter } from './open-metadb-driver.ts'

/** The drivers for an OMS console, to look with. `times` are changed by tests only. */
export function openConsoles(metaDbs: MetaDbs, times: Partial<ConsoleTimes> = {}): Consoles {
  const allTimes = { ...CONSOLE_TIMES, ...times }
  return {
    async open(login) {
      switch (login.driver) {
        case 'console':
          return openConsoleDriver(login, allTimes)
        case 'learned':
          return openLearnedDriver(login, { metaDbs, times: allTimes })
        case 'metadb':
          return openMetaDbDriver(await metaDbs.open(login.metaDb), login)
        case 'guided':
          return openGuidedDriver(await metaDbs.open(login.metaDb), login, allTimes)
        default:
          return login.driver satisfies never
      }
    },
    health: (url, signal) => checkHealth(url, allTimes.timeoutMs, signal),
  }
}

/** The same for somebody who may change parameters, as long as the permit says so. */
export function openConsoleWriters(
  metaDbs: MetaDbs<MetaDbWriter>,
  permit: Permit,
  times: Partial<ConsoleTimes> = {},
): Consoles<ConsoleWriter> {
  const allTimes = { ...CONSOLE_TIMES, ...times }
  return {
    ...openConsoles(metaDbs, times),
    async open(login) {
      switch (login.driver) {
        case 'console':
          return openConsoleDriver(login, allTimes, permit)
        case 'learned':
          return openLearnedDriver(login, { metaDbs, times: allTimes, permit })
        case 'metadb':
          return openMetaDbWriter(await metaDbs.open(login.metaDb), login)
        case 'guided':
          return openGuidedDriver(await metaDbs.open(login.metaDb), login, allTimes)
        default:
          return login.driver satisfies never
      }
    },
  }
}

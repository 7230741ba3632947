import type { Consoles, MetaDbs } from '../../procedure/ports.ts'
import { checkHealth } from './check-health.ts'
import { CONSOLE_TIMES, type ConsoleTimes } from './console-times.ts'
import { openConsoleDriver } from './open-console-driver.ts'
import { openGuidedDriver } from './open-guided-driver.ts'
import { openMetaDbDriver } from './open-metadb-driver.ts'

/** The three drivers of OMS.md. `times` are changed by tests only. */
export function openConsoles(metaDbs: MetaDbs, times: Partial<ConsoleTimes> = {}): Consoles {
  const allTimes = { ...CONSOLE_TIMES, ...times }
  return {
    async open(login) {
      switch (login.driver) {
        case 'console':
          return openConsoleDriver(login, allTimes)
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

import type { AdoptInput, ConsoleDriver } from '../../server/contract/installation.ts'
import { readContainer } from '../../server/services/read-container.ts'
import type { ServiceContext } from '../../server/services/service-context.ts'
import type { OmsState } from '../sandbox/state.ts'

/** What an operator would enter for the sandbox's OMS: what was read, and the console's account. */
export async function adoptInput(services: ServiceContext, oms: OmsState, driver: ConsoleDriver): Promise<AdoptInput> {
  const reading = await readContainer(services, oms.containerId)
  return {
    containerId: reading.id,
    name: `${reading.suggestedName} ${driver}`,
    version: reading.version ?? '',
    edition: reading.edition,
    metaDb: {
      ...{ host: reading.metaDb.host, port: reading.metaDb.port, user: reading.metaDb.user },
      ...{ password: '', tls: { mode: 'offered' } },
    },
    console: { driver, url: reading.consoleUrl, user: oms.console.user, password: oms.console.password, actions: null, calls: null },
    backupFolder: services.backupFolder,
  }
}

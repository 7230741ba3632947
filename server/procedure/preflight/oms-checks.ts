import { readHaConfig } from '../../domain/ha-config.ts'
import type { ConsoleReader } from '../ports/console.ts'
import { type Check, finding, type Subject } from './check.ts'

async function withDriver<T>({ world, installation }: Subject, work: (console: ConsoleReader) => Promise<T>): Promise<T> {
  const console = await world.consoles.open(installation.console)
  try {
    return await work(console)
  } finally {
    await console.close()
  }
}

const driver: Check = {
  id: 'console',
  async look(input) {
    await withDriver(input, (console) => console.probe())
    return [
      finding('console', 'console', 'ok', { params: { driver: input.installation.console.driver, url: input.installation.console.url } }),
    ]
  },
}

const ha: Check = {
  id: 'ha',
  async look(input) {
    const config = readHaConfig(await withDriver(input, (console) => console.parameter('ha.config')))
    return [config.enabled ? finding('ha', 'haOn', 'ok') : finding('ha', 'haOff', 'confirm')]
  },
}

const servers: Check = {
  id: 'servers',
  async look(input) {
    const list = await withDriver(input, (console) => console.servers())
    if (list.length === 0) return [finding('servers', 'serversNone', 'blocking')]
    const not = list.filter((server) => !server.isOnline).map((server) => `${server.ip} ${server.status}`)
    return not.length > 0
      ? [finding('servers', 'serversNotOnline', 'confirm', { params: { servers: not.join(', ') } })]
      : [finding('servers', 'servers', 'ok', { params: { count: list.length } })]
  },
}

export const OMS_CHECKS: Check[] = [driver, ha, servers]

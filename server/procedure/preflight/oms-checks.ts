import { callsConsole } from '../../contract/installation.ts'
import { readHaConfig } from '../../domain/ha-config.ts'
import { type Check, finding, type Seen, type Subject } from './check.ts'

/** A site of OMS sends a heartbeat a minute. */
const BEAT_SECONDS = 65
const LOOK_AGAIN_MS = 2000
/** From here on a heartbeat that grows all the same was written by another clock or in another zone. */
const OTHER_CLOCK_MS = 600_000

const driver: Check = {
  id: 'console',
  // The other drivers read the MetaDB: where that cannot be read, it is one cause and not two.
  needs: ({ installation }) => (callsConsole(installation.console.driver) ? [] : ['metaDb']),
  async look({ world, installation }, seen) {
    const console = await world.consoles.open(installation.console)
    await console.probe().catch(async (cause: unknown) => {
      await console.close()
      throw cause
    })
    seen.console = console
    return [finding('console', 'console', 'ok', { params: { driver: installation.console.driver, url: installation.console.url } })]
  },
}

const ha: Check = {
  id: 'ha',
  needs: ['console'],
  async look(_, { console }) {
    if (console === undefined) return []
    const config = readHaConfig(await console.parameter('ha.config'))
    return [config.enabled ? finding('ha', 'haOn', 'ok') : finding('ha', 'haOff', 'confirm')]
  },
}

const servers: Check = {
  id: 'servers',
  needs: ['console'],
  async look(given, seen) {
    const list = await serversNow(given, seen)
    seen.servers = list
    if (list.length === 0) return [finding('servers', 'serversNone', 'blocking')]
    const not = list.filter((server) => !server.isOnline).map((server) => `${server.ip} ${server.status}`)
    const found =
      not.length > 0
        ? finding('servers', 'serversNotOnline', 'confirm', { params: { servers: not.join(', ') } })
        : finding('servers', 'servers', 'ok', { params: { count: list.length } })
    const other = await onOtherClock(given, seen)
    return other.length === 0
      ? [found]
      : [found, finding('servers-clock', 'serversClock', 'note', { params: { servers: other.join(', ') } })]
  },
}

/** A heartbeat of another time zone looks stale until it is seen to grow: worth a wait of one beat, where OMS says Online. */
async function serversNow({ world }: Subject, { console }: Seen): Promise<NonNullable<Seen['servers']>> {
  const read = async () => (await console?.servers()) ?? []
  const until = world.clock.now().getTime() + BEAT_SECONDS * 1000
  let list = await read()
  while (list.some(({ status, isOnline }) => !isOnline && /^online, last heartbeat/i.test(status)) && world.clock.now().getTime() < until) {
    await world.clock.wait(LOOK_AGAIN_MS)
    list = await read()
  }
  return list
}

async function onOtherClock({ installation }: Subject, { metaDb, servers = [] }: Seen): Promise<string[]> {
  const reading = await metaDb?.beats(installation.databases.heartbeats).catch(() => undefined)
  if (reading === undefined) return []
  return servers
    .filter(({ ip, isOnline }) => isOnline && Math.abs((reading.beats[ip] ?? reading.now) - reading.now) > OTHER_CLOCK_MS)
    .map(({ ip }) => ip)
}

export const OMS_CHECKS: Check[] = [driver, ha, servers]

import type { ServerStatus } from '../../contract/job.ts'
import { say } from '../../contract/said.ts'
import { fails, failsForGood, holds, type Verdict } from '../../engine/step.ts'
import type { UpgradeContext } from '../context.ts'
import { withConsole } from '../with-connection.ts'

const STEADY_READS = 3
const BETWEEN_READS_MS = 1000

/** Why waiting is in vain: the OMS that should bring its servers Online is not there any more. Null while it may still come. */
async function endedOms({ world }: UpgradeContext, id: string): Promise<Verdict | null> {
  const container = await world.docker.container(id)
  if (container === 'missing') return failsForGood(say('errors.containerGone', { name: id.slice(0, 12) }))
  const { name, state, exitCode } = container
  if (state !== 'exited' && state !== 'dead') return null
  return failsForGood(say('outcomes.containerDied', { name, exitCode }), (await world.docker.tailLogs(id, 20)).join('\n'))
}

/** Keeps what was read where it says something new, so that a reviewer sees which server was missing; `isProof`: in any case. */
async function keep(
  { facts, world, plan }: UpgradeContext,
  name: 'serversSeen' | 'oldServersSeen',
  servers: ServerStatus[],
  isProof: boolean,
): Promise<void> {
  const before = await facts.get(name)
  if (!isProof && before !== undefined && JSON.stringify(before.servers) === JSON.stringify(servers)) return
  await facts.replace(name, { at: world.clock.now().toISOString(), driver: plan.consoleDriver, servers })
}

/**
 * Every expected server Online, three times in a row, by the OMS in this container. The servers of before the window are expected,
 * else the node itself.
 */
export async function verifyServersOnline(
  context: UpgradeContext,
  containerId: string,
  keptAs: 'serversSeen' | 'oldServersSeen',
  signal: AbortSignal,
): Promise<Verdict> {
  const ended = await endedOms(context, containerId)
  if (ended !== null) return ended
  const expected = (await context.facts.get('expectedServers')) ?? [context.plan.node.hostIp]
  for (let read = 1; read <= STEADY_READS; read += 1) {
    const servers = await withConsole(context, (console) => console.servers(signal)).catch((cause: unknown) => {
      if (signal.aborted) throw cause
      return cause instanceof Error ? cause : new Error(String(cause))
    })
    if (servers instanceof Error) return fails(say('outcomes.serversUnreadable'), servers.message)
    const online = new Set(servers.filter((server) => server.isOnline).map((server) => server.ip))
    context.report.progress({ done: expected.filter((ip) => online.has(ip)).length, total: expected.length, unit: 'servers' })
    await keep(context, keptAs, servers, read === STEADY_READS)
    if (servers.length === 0) return fails(say('outcomes.noServers'))
    const missing = expected.filter((ip) => !servers.some((server) => server.ip === ip))
    if (missing.length > 0) return fails(say('outcomes.serversMissing', { servers: missing.join(', ') }))
    const waiting = servers.filter((server) => !server.isOnline).map((server) => `${server.ip} ${server.status}`)
    if (waiting.length > 0) return fails(say('outcomes.serversNotOnline', { servers: waiting.join(', ') }))
    if (read < STEADY_READS) await context.world.clock.wait(BETWEEN_READS_MS, signal)
  }
  return holds(say('outcomes.serversOnline', { count: expected.length, reads: STEADY_READS }))
}

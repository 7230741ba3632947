import { say } from '../../contract/said.ts'
import { fails, holds } from '../../engine/step.ts'
import type { UpgradeStep } from '../context.ts'
import { neededFact } from '../needed-fact.ts'
import { withConsole } from '../with-connection.ts'

const STEADY_READS = 3
const BETWEEN_READS_MS = 1000

/** Step 7 of the document. Online three times in a row; an empty list is not "all Online". */
export const serversOnline: UpgradeStep = {
  id: 'servers-online',
  source: '3.4.0 single-node, step 7',
  phase: 'window',
  changes: 'none',
  undoneBy: say('steps.undo.nothing'),
  repeatable: true,
  timeoutSeconds: () => 960,
  settleSeconds: 900,
  async run({ report }) {
    report.waitingFor(say('waiting.servers'))
  },
  async verify(context, signal) {
    const expected = await neededFact(context.facts, 'expectedServers')
    for (let read = 1; read <= STEADY_READS; read += 1) {
      const servers = await withConsole(context, (console) => console.servers(signal)).catch((cause: unknown) => {
        if (signal.aborted) throw cause
        return cause instanceof Error ? cause : new Error(String(cause))
      })
      if (servers instanceof Error) return fails(say('outcomes.serversUnreadable'), servers.message)
      const online = new Set(servers.filter((server) => server.isOnline).map((server) => server.ip))
      context.report.progress({ done: expected.filter((ip) => online.has(ip)).length, total: expected.length, unit: 'servers' })
      if (servers.length === 0) return fails(say('outcomes.noServers'))
      const missing = expected.filter((ip) => !servers.some((server) => server.ip === ip))
      if (missing.length > 0) return fails(say('outcomes.serversMissing', { servers: missing.join(', ') }))
      const waiting = servers.filter((server) => !server.isOnline).map((server) => `${server.ip} ${server.status}`)
      if (waiting.length > 0) return fails(say('outcomes.serversNotOnline', { servers: waiting.join(', ') }))
      if (read < STEADY_READS) await context.world.clock.wait(BETWEEN_READS_MS, signal)
    }
    return holds(say('outcomes.serversOnline', { count: expected.length, reads: STEADY_READS }))
  },
}

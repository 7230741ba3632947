import { say } from '../../../contract/said.ts'
import { type Component, readSupervisorStatus } from '../../../domain/supervisor-status.ts'
import { fails, failsForGood, holds } from '../../../engine/step.ts'
import type { UpgradeStep } from '../../context.ts'
import { neededFact } from '../../needed-fact.ts'
import { plan } from './plan.ts'

/** With IS_UPGRADE=true the console itself may stay down until docker_init.sh has run; everything else has to run before. */
function isReady({ name, state }: Component): boolean {
  return state === 'RUNNING' || (name === 'oms_console' && state === 'STOPPED')
}

/** Components must be RUNNING before docker_init.sh: wait on what supervisorctl says, not on a clock (step 5 enters the container). */
export const waitForComponents: UpgradeStep = {
  id: 'wait-for-components',
  source: '3.4.0 single-node, step 5',
  phase: 'window',
  changes: 'none',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  abortable: true,
  timeoutSeconds: () => 960,
  settleSeconds: 900,
  async run({ report, plan }) {
    report.waitingFor(say('waiting.components', { name: plan.node.newContainerName }))
  },
  async verify({ world, facts, report }, signal) {
    const id = await neededFact(facts, 'newContainerId')
    const container = await world.docker.container(id)
    if (container === 'missing') return failsForGood(say('outcomes.newContainerMissing', { name: id.slice(0, 12) }))
    if (container.state === 'paused' || container.state === 'restarting') {
      return fails(say('outcomes.containerNotRunning', { name: container.name, state: container.state }))
    }
    if (container.state !== 'running') {
      const last = await world.docker.tailLogs(id, 20)
      return failsForGood(say('outcomes.containerDied', { name: container.name, exitCode: container.exitCode }), last.join('\n'))
    }
    const { lines } = await world.docker.ask(id, ['supervisorctl', 'status'], signal)
    const components = readSupervisorStatus(lines)
    const running = components.filter(isReady)
    report.progress({ done: running.length, total: components.length, unit: 'components' })
    if (components.length === 0) return fails(say('outcomes.noComponents'), lines.join('\n'))
    if (running.length < components.length) {
      return fails(say('outcomes.componentsNotRunning', { count: components.length - running.length }), lines.join('\n'))
    }
    report.line(lines.join('\n'), 'stdout')
    return holds(say('outcomes.componentsRunning', { count: components.length }))
  },
}

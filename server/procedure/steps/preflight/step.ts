import { say } from '../../../contract/said.ts'
import { inEnglish } from '../../../domain/in-english.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import type { UpgradeStep } from '../../context.ts'
import { planOptions } from '../../plan-options.ts'
import { checkPlanStillTrue } from '../../preflight/check-plan-still-true.ts'
import { runPreflight } from '../../preflight/run-preflight.ts'
import { plan } from './plan.ts'

/** Looks at everything once more, right before the first change: the world may have moved since the plan was made. */
export const preflight: UpgradeStep = {
  id: 'preflight',
  source: 'panel',
  phase: 'before',
  changes: 'none',
  undoneBy: say('steps.undo.nothing'),
  plan,
  repeatable: true,
  timeoutSeconds: () => 300,
  settleSeconds: 0,
  async run() {},
  async verify({ world, installation, plan, facts, report }) {
    const { findings, seen } = await runPreflight({ world, installation, options: planOptions(plan) })
    findings.push(...(await checkPlanStillTrue({ world, plan })))
    for (const { level, id, title, raw } of findings)
      report.line(`${level} ${id}: ${inEnglish(title)}${raw === undefined ? '' : `\n${raw}`}`)
    const blocking = findings.filter((finding) => finding.level === 'blocking')
    const unconfirmed = findings.filter((finding) => finding.level === 'confirm' && !plan.confirmed.includes(finding.id))
    const first = blocking[0] ?? unconfirmed[0]
    if (first !== undefined) return failsForGood(first.title, first.raw)
    const servers = seen.servers ?? []
    const online = servers.filter(({ isOnline }) => isOnline).map(({ ip }) => ip)
    // Of servers that are Down already nobody can ask that they come back; one must, or nothing would be proven.
    await facts.recordOnce('expectedServers', online.length > 0 ? online : [plan.node.hostIp])
    await facts.recordOnce('serversBefore', servers)
    // Not every engine gives it out of the container once that is stopped.
    if (seen.config !== undefined) {
      const { databases, ports } = seen.config
      await facts.replace('configYaml', { databases, ports: [...new Set(Object.values(ports))] })
    }
    return holds(say('outcomes.preflightPassed', { count: findings.length }))
  },
}

import type { StepId } from '../../server/contract/steps.ts'
import { compileRollback } from '../../server/procedure/compile-rollback.ts'
import { UPGRADE } from '../../server/procedure/compile-upgrade.ts'
import { CHANGING_CALLS } from './changing-calls.ts'
import type { PanelNews } from './panel-settings.ts'

/** Where one pass over both procedures kills: a moment for every step of each. */
export interface KillPlan {
  upgrade: Map<string, string>
  rollback: Map<string, string>
}

/** The changing calls of each step, in their order, as an undisturbed run made them. */
export function callsOf(news: PanelNews[]): Map<string, string[]> {
  const calls = new Map<string, string[]>()
  for (const one of news) {
    if (one.is !== 'call' || !(one.call in CHANGING_CALLS)) continue
    const list = calls.get(one.step) ?? []
    if (!list.includes(one.call)) calls.set(one.step, [...list, one.call])
  }
  return calls
}

const MOMENTS = ['intended', 'ran', 'looked', 'settled'] as const

/** Every moment of a step: before, in and after each call that changes the outside, after the effect, after the look, after settling. */
function momentsOf(id: StepId, calls: Map<string, string[]>): string[] {
  const changing = (calls.get(id) ?? []).flatMap((call) => [`in ${call}`, `after ${call}`])
  return [...MOMENTS, ...(changing.length > 0 ? changing : ['in any'])]
}

/** The whole table, as few passes as it needs: in each pass every step dies at most once. */
export function everyKill(calls: Map<string, string[]>): KillPlan[] {
  const upgrade = UPGRADE.map(({ id }) => [id, momentsOf(id, calls)] as const)
  const rollback = compileRollback('swap').map(({ id }) => [id, momentsOf(id, calls)] as const)
  const passes = Math.max(...[...upgrade, ...rollback].map(([, moments]) => moments.length))
  const pick = (steps: typeof upgrade | typeof rollback, pass: number) =>
    new Map(steps.flatMap(([id, moments]): [string, string][] => (moments[pass] === undefined ? [] : [[id, moments[pass]]])))
  return Array.from({ length: passes }, (_, pass) => ({ upgrade: pick(upgrade, pass), rollback: pick(rollback, pass) }))
}

/** For every test run: the one moment of each step where a death costs most, and at least one step of every moment. */
export const RISKIEST: KillPlan = {
  upgrade: new Map<StepId, string>([
    ['preflight', 'settled'],
    ['load-image', 'in docker.loadImage'],
    ['ha-off', 'after console.setParameter'],
    ['stop-old-container', 'in docker.stop'],
    ['trim-heartbeats', 'intended'],
    ['back-up-databases', 'in backups.dump'],
    ['start-new-container', 'after docker.create'],
    ['wait-for-components', 'looked'],
    ['initialize-metadata', 'in docker.exec'],
    ['servers-online', 'in any'],
    ['ha-on', 'after console.setParameter'],
    ['closing-note', 'looked'],
  ]),
  rollback: new Map<StepId, string>([
    ['rollback-preflight', 'ran'],
    ['restore-beside', 'in backups.restore'],
    ['rollback-ha-off', 'in console.setParameter'],
    ['stop-new-container', 'after docker.stop'],
    ['swap-databases', 'after metaDb.swapTables'],
    ['restart-old-container', 'after docker.setRestartPolicy'],
    ['old-servers-online', 'intended'],
    ['ha-as-before', 'in console.setParameter'],
    ['rollback-checklist', 'ran'],
  ]),
}

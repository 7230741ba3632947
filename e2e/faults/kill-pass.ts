import type { RunKind } from '../../server/contract/job.ts'
import type { Panel } from './panel.ts'
import { choose, snapshot, stopped, stoppedAt } from './upgrade-job.ts'
import type { Witness } from './witness.ts'

export interface KillResult {
  step: string
  at: string
  result: string
  isGood: boolean
  seconds: number
}

const LONGEST_SECONDS = 90
const MOST_DECISIONS = 4

type Ended = 'died' | 'stopped'

/** Until the process is dead, or nobody works on the job any more. */
async function next(panel: Panel, jobId: string, gone: Promise<NodeJS.Signals | null>): Promise<Ended> {
  const died = gone.then((): Ended => 'died')
  const rest = stopped(panel, jobId, LONGEST_SECONDS).then((): Ended => 'stopped')
  rest.catch(() => {})
  return await Promise.race([died, rest])
}

/**
 * One run of a procedure during which the panel is killed once in every step that `kills` names, and started again each time.
 * Where the run asks, a person first says "look again" and then "retry", with confirmation. Returns one result per kill.
 */
export async function killPass(
  panel: Panel,
  witness: Witness,
  jobId: string,
  kind: RunKind,
  kills: Map<string, string>,
): Promise<KillResult[]> {
  const results: KillResult[] = []
  const left = [...kills]
  const asked = new Map<string, string[]>()
  let current = left.shift() ?? null
  let killedAt = 0
  let decisions = 0
  const close = (step: string) => {
    const open = results.find((entry) => entry.step === step && entry.result === '')
    if (open === undefined) return
    open.seconds = (Date.now() - killedAt) / 1000
    open.result = asked.get(step)?.join(', ') ?? 'went on'
  }
  for (;;) {
    const panelProcess = panel.start({ dieAt: current === null ? null : { step: current[0], at: current[1] } })
    let ended = await next(panel, jobId, panelProcess.gone)
    while (ended === 'stopped') {
      const job = await snapshot(panel, jobId)
      const step = stoppedAt(job)
      if (step === null || job.run?.kind !== kind || decisions >= MOST_DECISIONS) break
      const earlier = asked.get(step.id) ?? []
      const choice = earlier.length === 0 ? 'check' : 'retry'
      asked.set(step.id, [...earlier, choice])
      decisions += 1
      await choose(panel, job, choice)
      ended = await next(panel, jobId, panelProcess.gone)
    }
    if (results.length > 0) close(results.at(-1)?.step ?? '')
    if (ended === 'stopped') {
      await panelProcess.stop()
      break
    }
    killedAt = Date.now()
    if (current !== null) results.push({ step: current[0], at: current[1], result: '', isGood: true, seconds: 0 })
    await witness.lookForLeftovers()
    await witness.look(jobId)
    for (const wrong of witness.wrongs) markLast(results, wrong)
    witness.wrongs.clear()
    current = left.shift() ?? null
    await panel.letLeaseExpire()
  }
  await witness.look(jobId)
  for (const wrong of witness.wrongs) markLast(results, wrong)
  for (const [step, at] of current === null ? left : [current, ...left])
    results.push({ step, at, result: 'the moment never came', isGood: false, seconds: 0 })
  return results
}

function markLast(results: KillResult[], wrong: string): void {
  const last = results.at(-1)
  if (last === undefined) return
  last.isGood = false
  last.result = `${last.result}${last.result === '' ? '' : '; '}${wrong}`
}

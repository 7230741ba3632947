import { draftPlan } from '../../server/services/draft-plan.ts'
import { planUpgrade } from '../../server/services/plan-upgrade.ts'
import { startUpgrade } from '../../server/services/start-upgrade.ts'
import { breakSandbox } from '../sandbox/break.ts'
import type { SandboxState } from '../sandbox/state.ts'
import type { Verdict } from './fault-scene.ts'
import type { Act } from './person.ts'
import type { FaultRow } from './row.ts'
import { onScene, type Scene } from './scene.ts'
import { onOneServer, onTwoServers } from './together.ts'
import { OPTIONS, plannedJob, stopped } from './upgrade-job.ts'

type Together = typeof onOneServer
type Pair = (scene: Scene, together: Together) => Promise<string[]>

const rollbackOf = (jobId: string): Act => ({
  is: 'roll-back',
  input: { jobId, reason: 'fault suite', containerName: OPTIONS.newContainerName, skipSafetyDump: false },
})

/** Exactly one is done, the other one is refused in words, and one run is there. */
async function wrongIfNotOne(scene: Scene, together: Together, first: Act, second: Act): Promise<string[]> {
  const answers = await together(scene.panel, first, second)
  const refused = answers.filter((answer) => answer !== null)
  const open = await scene.panel.services.store.run.count({ where: { status: 'running' } })
  return [
    ...(refused.length === 1 ? [] : [`${answers.length - refused.length} of two were done`]),
    ...refused.filter(({ code }) => code !== 'conflict').map(({ code, text }) => `not refused in words: ${code} ${text}`),
    ...(open === 1 ? [] : [`${open} runs are open`]),
  ]
}

const startTwice: Pair = async (scene, together) => {
  const start: Act = { is: 'start', input: await plannedJob(scene.panel) }
  return await wrongIfNotOne(scene, together, start, start)
}

/** Two plans of one installation: only one of them may run. */
const startBoth: Pair = async (scene, together) => {
  const { services } = scene.panel
  const first = await plannedJob(scene.panel)
  const { id: installationId } = await services.store.installation.findFirstOrThrow()
  const { planHash } = await draftPlan(services, { installationId, options: OPTIONS })
  const second = await planUpgrade(services, { installationId, options: OPTIONS, planHash: planHash ?? '' })
  const start = (jobId: string, hash: string | null): Act => ({ is: 'start', input: { jobId, planHash: hash ?? '' } })
  return await wrongIfNotOne(scene, together, start(first.jobId, first.planHash), start(second.jobId, planHash))
}

const startAndRollBack: Pair = async (scene, together) => {
  const planned = await plannedJob(scene.panel)
  const wrongs = await wrongIfNotOne(scene, together, { is: 'start', input: planned }, rollbackOf(planned.jobId))
  const [run] = await scene.panel.services.store.run.findMany()
  return run?.kind === 'upgrade' ? wrongs : [...wrongs, `the run is a ${run?.kind}`]
}

const retryAndRollBack: Pair = async (scene, together) => {
  const { panel } = scene
  const planned = await plannedJob(panel)
  breakSandbox(scene.sandbox, 'console-502', true)
  await startUpgrade(panel.services, planned)
  const one = panel.start()
  const job = await stopped(panel, planned.jobId, 60)
  await one.stop()
  const stepId = job.choices.find(({ kind }) => kind === 'retry')?.stepId ?? null
  const retry: Act = { is: 'decide', input: { jobId: planned.jobId, kind: 'retry', stepId, reason: '', confirmed: true, inputs: {} } }
  return await wrongIfNotOne(scene, together, retry, rollbackOf(planned.jobId))
}

/** Nobody executes what was started, so OMS runs on as it was. */
async function judged(scene: Scene, together: Together, pair: Pair): Promise<string[]> {
  const wrongs = await pair(scene, together)
  return [...wrongs, await scene.referee.untouched()].filter((text) => text !== '')
}

/** Each pair twice: two browsers on two server processes of one store, and two browsers on one. */
function row(fault: string, isInSample: boolean, pair: Pair): FaultRow {
  return {
    ...{
      kind: 'people',
      fault,
      moment: 'at the same moment, twice',
      expected: 'one is done, the other is refused in words; one run',
      isInSample,
    },
    async run(sandbox: SandboxState): Promise<Verdict> {
      const wrongs: string[] = []
      for (const together of [onTwoServers, onOneServer]) wrongs.push(...(await onScene(sandbox, (scene) => judged(scene, together, pair))))
      return { result: 'one was done, the other refused, on two servers and on one', wrongs }
    },
  }
}

export const peopleFaults: FaultRow[] = [
  row('two people press Start', true, startTwice),
  row('two people start two plans of one installation', false, startBoth),
  row('Start and Roll back', false, startAndRollBack),
  row('Retry and Roll back', false, retryAndRollBack),
]

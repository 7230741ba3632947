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

/**
 * A rollback of what runs is a request to it: pressed behind the other one both are done, and there is still one run, which knows of it.
 * Pressed before it, one of the two is refused in words.
 */
async function wrongIfMuddled(scene: Scene, together: Together, first: Act, jobId: string): Promise<string[]> {
  const answers = await together(scene.panel, first, rollbackOf(jobId))
  const open = await scene.panel.services.store.run.findMany({ where: { status: 'running' } })
  const refused = answers.filter((answer) => answer !== null)
  const knows = open.some(({ kind, optionsJson }) => kind === 'upgrade' && optionsJson.includes('"thenRollBack"'))
  return [
    ...(refused.length < answers.length ? [] : ['both were refused']),
    ...(refused.length > 0 || knows ? [] : ['both were done, and the run knows of no rollback']),
    ...refused.filter(({ code }) => code !== 'conflict').map(({ code, text }) => `not refused in words: ${code} ${text}`),
    ...(open.length === 1 ? [] : [`${open.length} runs are open`]),
  ]
}

const startAndRollBack: Pair = async (scene, together) => {
  const planned = await plannedJob(scene.panel)
  const wrongs = await wrongIfMuddled(scene, together, { is: 'start', input: planned }, planned.jobId)
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
  const wrongs = await wrongIfMuddled(scene, together, retry, planned.jobId)
  breakSandbox(scene.sandbox, 'none', true)
  return wrongs
}

/** Nobody executes what was started, so OMS runs on as it was. */
async function judged(scene: Scene, together: Together, pair: Pair): Promise<string[]> {
  const wrongs = await pair(scene, together)
  return [...wrongs, await scene.referee.untouched()].filter((text) => text !== '')
}

/** Each pair twice: two browsers on two server processes of one store, and two browsers on one. */
function row(fault: string, isInSample: boolean, pair: Pair, expected = 'one is done, the other is refused in words; one run'): FaultRow {
  return {
    ...{
      kind: 'people',
      fault,
      moment: 'at the same moment, twice',
      expected,
      isInSample,
    },
    async run(sandbox: SandboxState): Promise<Verdict> {
      const wrongs: string[] = []
      for (const together of [onTwoServers, onOneServer]) wrongs.push(...(await onScene(sandbox, (scene) => judged(scene, together, pair))))
      return { result: 'as expected, on two servers and on one', wrongs }
    },
  }
}

const AFTER_ONE_ANOTHER = 'both in one run, the rollback after the step; or one is refused in words'

export const peopleFaults: FaultRow[] = [
  row('two people press Start', true, startTwice),
  row('two people start two plans of one installation', false, startBoth),
  row('Start and Roll back', false, startAndRollBack, AFTER_ONE_ANOTHER),
  row('Retry and Roll back', false, retryAndRollBack, AFTER_ONE_ANOTHER),
]

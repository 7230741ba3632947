import { decide } from '../../server/services/decide.ts'
import { draftPlan } from '../../server/services/draft-plan.ts'
import { planUpgrade } from '../../server/services/plan-upgrade.ts'
import { rollBack } from '../../server/services/roll-back.ts'
import type { ServiceContext } from '../../server/services/service-context.ts'
import { startUpgrade } from '../../server/services/start-upgrade.ts'
import { breakSandbox } from '../sandbox/break.ts'
import type { SandboxState } from '../sandbox/state.ts'
import type { FaultRow } from './fault-rows.ts'
import type { Verdict } from './fault-scene.ts'
import { onScene, type Scene } from './scene.ts'
import { OPTIONS, plannedJob, stopped, wrongIfNotOne } from './upgrade-job.ts'

type Act = (context: ServiceContext) => Promise<unknown>

/** Two people on two server processes of one store, at the same moment. */
async function together({ panel }: Scene, first: Act, second: Act): Promise<PromiseSettledResult<unknown>[]> {
  const [one, other] = [panel.people('first operator'), panel.people('second operator')]
  try {
    // Both connections are open before anybody acts.
    await Promise.all([one.store.run.count(), other.store.run.count()])
    return await Promise.allSettled([first(one), second(other)])
  } finally {
    await Promise.all([one.store.$disconnect(), other.store.$disconnect()])
  }
}

const rollbackOf =
  (jobId: string): Act =>
  (context) =>
    rollBack(context, { jobId, reason: 'fault suite', containerName: OPTIONS.newContainerName, skipSafetyDump: false })

async function openRuns({ panel }: Scene): Promise<number> {
  return await panel.services.store.run.count({ where: { status: 'running' } })
}

/** Each pair twice: what is refused once could be luck. */
async function twice(sandbox: SandboxState, pair: (scene: Scene) => Promise<Verdict>): Promise<Verdict> {
  const verdicts: Verdict[] = []
  for (let turn = 0; turn < 2; turn += 1) verdicts.push(await onScene(sandbox, pair))
  return { result: verdicts.map(({ result }) => result).join(' / '), wrongs: verdicts.flatMap(({ wrongs }) => wrongs) }
}

async function startTwice(scene: Scene): Promise<Verdict> {
  const planned = await plannedJob(scene.panel)
  const start: Act = (context) => startUpgrade(context, planned)
  const wrongs = wrongIfNotOne(await together(scene, start, start))
  if ((await openRuns(scene)) !== 1) wrongs.push(`${await openRuns(scene)} runs`)
  return { result: 'one started, the other was refused', wrongs }
}

/** Two plans of one installation: only one of them may be running. */
async function startBoth(scene: Scene): Promise<Verdict> {
  const { panel } = scene
  const first = await plannedJob(panel)
  const { id: installationId } = await panel.services.store.installation.findFirstOrThrow()
  const { planHash } = await draftPlan(panel.services, { installationId, options: OPTIONS })
  const second = await planUpgrade(panel.services, { installationId, options: OPTIONS, planHash: planHash ?? '' })
  const wrongs = wrongIfNotOne(
    await together(
      scene,
      (context) => startUpgrade(context, first),
      (context) => startUpgrade(context, { jobId: second.jobId, planHash: planHash ?? '' }),
    ),
  )
  if ((await openRuns(scene)) !== 1) wrongs.push(`${await openRuns(scene)} runs`)
  return { result: 'one started, the other was refused', wrongs }
}

async function startAndRollBack(scene: Scene): Promise<Verdict> {
  const planned = await plannedJob(scene.panel)
  const wrongs = wrongIfNotOne(await together(scene, (context) => startUpgrade(context, planned), rollbackOf(planned.jobId)))
  const [run] = await scene.panel.services.store.run.findMany()
  if (run?.kind !== 'upgrade' || (await openRuns(scene)) !== 1) wrongs.push(`the run is ${run?.kind}, ${await openRuns(scene)} run`)
  return { result: 'started; the rollback of what had not begun was refused', wrongs }
}

async function retryAndRollBack(scene: Scene): Promise<Verdict> {
  const { panel } = scene
  const planned = await plannedJob(panel)
  breakSandbox(scene.sandbox, 'console-502', true)
  await startUpgrade(panel.services, planned)
  const one = panel.start()
  const job = await stopped(panel, planned.jobId, 60)
  await one.stop()
  const stepId = job.choices.find(({ kind }) => kind === 'retry')?.stepId ?? null
  const retry: Act = (context) => decide(context, { jobId: planned.jobId, kind: 'retry', stepId, reason: '', confirmed: true, inputs: {} })
  const wrongs = wrongIfNotOne(await together(scene, retry, rollbackOf(planned.jobId)))
  if ((await openRuns(scene)) !== 1) wrongs.push(`${await openRuns(scene)} runs`)
  return { result: 'one won, the other was refused', wrongs }
}

const row = (fault: string, isInSample: boolean, pair: (scene: Scene) => Promise<Verdict>): FaultRow => ({
  ...{ kind: 'people', fault, moment: 'at the same moment, twice', expected: 'one is done, the other is refused; one run', isInSample },
  run: (sandbox) => twice(sandbox, pair),
})

export const peopleFaults: FaultRow[] = [
  row('two people press Start', true, startTwice),
  row('two people start two plans of one installation', false, startBoth),
  row('Start and Roll back', false, startAndRollBack),
  row('Retry and Roll back', true, retryAndRollBack),
]

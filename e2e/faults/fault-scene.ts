import type { ConsoleDriver } from '../../server/contract/installation.ts'
import { haNow } from '../harness/ha-now.ts'
import type { Referee } from '../harness/referee.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { waitFor } from '../sandbox/wait-for.ts'
import { wrongAtRest } from './at-rest.ts'
import { wrongAfterRollback, wrongAfterUpgrade } from './end-state.ts'
import type { PanelProcess } from './panel.ts'
import type { PanelSettings } from './panel-settings.ts'
import { onScene, type Scene, type Setting } from './scene.ts'
import { beginRollback, choose, snapshot, startedJob, stopped, stoppedAt } from './upgrade-job.ts'

const LONGEST_SECONDS = 150

export interface Verdict {
  result: string
  wrongs: string[]
}

/** A scene with an upgrade in it, and what the rows do with it. */
export interface FaultScene extends Scene {
  jobId: string
  running: PanelProcess
  wrongs: string[]
  /** Until the process waits at its `pauseAt`. */
  paused(): Promise<void>
  /** Until nobody works any more: it has to wait for a decision at this step. Returns its outcome key and raw text. */
  asksAt(step: string): Promise<string>
  /** The same where the MetaDB cannot be looked at now. */
  asksAtBlind(step: string): Promise<string>
  /** Until nobody works any more: the step that waits for a decision, or null at the end. */
  settles(): Promise<string | null>
  retry(): Promise<void>
  /** The upgrade comes to its end, and that is as if nothing had been. */
  upgraded(allowed?: Parameters<Referee['upgraded']>[0]): Promise<void>
  /** The new OMS runs as after an upgrade that nobody asked to take back. */
  standsUpgraded(allowed?: Parameters<Referee['upgraded']>[0]): Promise<void>
  /** A person rolls back, and the old OMS is there again. */
  rolledBack(allowed?: Parameters<Referee['rolledBack']>[0]): Promise<void>
  /** A rollback that has begun comes to its end. */
  rollbackEnds(allowed?: Parameters<Referee['rolledBack']>[0]): Promise<void>
  /** Nothing was done: OMS runs on as if nobody had asked. */
  untouched(): Promise<void>
}

interface Given extends Setting, Partial<Omit<PanelSettings, 'backupFolder'>> {
  driver?: ConsoleDriver
  /** After the start was asked for and before anybody acts on it. */
  beforeStart?(scene: Scene): Promise<void>
}

/** Runs one row: a fresh OMS and panel, an upgrade that is started, the row's own acts, then what must never be is looked for. */
export async function onFaultScene(sandbox: SandboxState, given: Given, act: (scene: FaultScene) => Promise<string>): Promise<Verdict> {
  const { beforeStart, driver, ...rest } = given
  const { storeFolder, backupFolder, traits, arrange, exceptions, ...faults } = rest
  return await onScene(
    sandbox,
    async (scene) => {
      const { panel, witness, referee } = scene
      const jobId = await startedJob(panel, driver)
      await beforeStart?.(scene)
      await referee.lookAgainAtContainers()
      const running = panel.start(faults)
      const wrongs: string[] = []
      const asksAtBlind = async (step: string) => {
        const found = stoppedAt(await stopped(panel, jobId, LONGEST_SECONDS))
        if (found?.id !== step)
          throw new Error(`it should ask at ${step}, but stopped at ${found?.id ?? 'its end'}: ${found?.outcome?.key}`)
        return found.outcome?.key ?? ''
      }
      /** What the referee says last is what the row ends with; a row without a verdict proves nothing. */
      let verdicts = 0
      const judge = (text: string) => {
        verdicts += 1
        if (text !== '') wrongs.push(text)
      }
      const rollbackEnds: FaultScene['rollbackEnds'] = async (allowed) => {
        await stopped(panel, jobId, LONGEST_SECONDS)
        judge(await referee.rolledBack(allowed))
        wrongs.push(...(await wrongAfterRollback(panel, jobId, await haNow(sandbox))))
      }
      const result = await act({
        ...scene,
        jobId,
        running,
        wrongs,
        asksAtBlind,
        rollbackEnds,
        settles: async () => stoppedAt(await stopped(panel, jobId, LONGEST_SECONDS))?.id ?? null,
        async asksAt(step) {
          const outcome = await asksAtBlind(step)
          await witness.look(jobId)
          await witness.lookForLeftovers()
          wrongs.push(...(await wrongAtRest(panel, jobId)))
          return outcome
        },
        async paused() {
          const isThere = await waitFor(async () => running.news.some((one) => one.is === 'paused'), { timeoutSeconds: LONGEST_SECONDS })
          if (!isThere) throw new Error('it never came to the step of the fault')
        },
        retry: async () => choose(panel, await snapshot(panel, jobId), 'retry'),
        async upgraded(allowed) {
          await stopped(panel, jobId, LONGEST_SECONDS)
          judge(await referee.upgraded(allowed))
          wrongs.push(...(await wrongAfterUpgrade(panel, jobId, await haNow(sandbox))))
        },
        standsUpgraded: async (allowed) => judge(await referee.upgraded(allowed)),
        async rolledBack(allowed) {
          await beginRollback(panel, jobId)
          await rollbackEnds(allowed)
        },
        async untouched() {
          judge(await referee.untouched())
          const { t1 } = (await snapshot(panel, jobId)).times
          if (t1 !== null) wrongs.push(`there is a T1: ${t1}`)
        },
      })
      if (verdicts === 0) wrongs.push('the row ended without the referee')
      await witness.look(jobId)
      await witness.lookForLeftovers()
      return { result, wrongs: [...wrongs, ...witness.wrongs] }
    },
    rest,
  )
}

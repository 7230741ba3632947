import { haNow } from '../harness/ha-now.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { wrongAfterRollback, wrongAfterUpgrade } from './end-state.ts'
import { type KillResult, killPass } from './kill-pass.ts'
import type { KillPlan } from './kill-table.ts'
import type { Row } from './row.ts'
import { runTraits } from './run-traits.ts'
import { onScene } from './scene.ts'
import { beginRollback, startedJob } from './upgrade-job.ts'

const EXPECTED = 'goes on by itself, or asks and goes on; same end as undisturbed, no effect twice'

/** One upgrade and its rollback, with a death in every step that the plan names. The end state is the same as without. */
export async function killRows(sandbox: SandboxState, plan: KillPlan, report: (row: Row) => void): Promise<void> {
  const told = (results: KillResult[], wrongs: string[]) => {
    const last = results.at(-1)
    if (last !== undefined && wrongs.length > 0) Object.assign(last, { isGood: false, result: `${last.result}; ${wrongs.join('; ')}` })
    for (const { step, at, result, isGood, seconds } of results)
      report({
        kind: 'kill',
        fault: 'kill -9 of the panel',
        moment: `${step}: ${at}`,
        traits: runTraits().join(', '),
        expected: EXPECTED,
        result,
        isGood,
        seconds,
      })
  }
  await onScene(sandbox, async ({ panel, referee, witness }) => {
    const jobId = await startedJob(panel)
    const upgrade = await killPass(panel, witness, jobId, 'upgrade', plan.upgrade)
    const wrongs = [await referee.upgraded(), ...(await wrongAfterUpgrade(panel, jobId, await haNow(sandbox)))].filter(
      (text) => text !== '',
    )
    const runs = witness.initRuns()
    if (runs !== 1) wrongs.push(`docker_init.sh ran ${runs} times`)
    told(upgrade, wrongs)
    if (plan.rollback.size === 0) return
    await beginRollback(panel, jobId)
    const rollback = await killPass(panel, witness, jobId, 'rollback', plan.rollback)
    const after = [await referee.rolledBack(), ...(await wrongAfterRollback(panel, jobId, await haNow(sandbox)))]
    told(
      rollback,
      after.filter((text) => text !== ''),
    )
  })
}

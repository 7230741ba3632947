import { say } from '../../../contract/said.ts'
import { schemaMatches } from '../../../contract/versions.ts'
import { INIT_COMPLETED } from '../../../domain/init-output.ts'
import { failsForGood, holds } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { UpgradeContext, UpgradeStep } from '../../context.ts'
import type { FactValues } from '../../facts.ts'
import { initCommand, initEnd, initIsRunning, initRecordOf, readInitRecord } from '../../init-record.ts'
import { keepHaConfig } from '../../keep-ha-config.ts'
import { neededFact } from '../../needed-fact.ts'
import { withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

const LOOK_AGAIN_MS = 1000

type Init = FactValues['init']

/** What is known of the newest run of the script. One that a dead panel left running is waited for, never begun a second time. */
async function newestInit(context: UpgradeContext, signal: AbortSignal): Promise<Init | undefined> {
  const { facts, world, report } = context
  const init = await facts.get('init')
  if (init === undefined || init.exitCode !== null || init.record === undefined) return init
  const id = await neededFact(facts, 'newContainerId')
  while (await initIsRunning(context, id, init.record, signal)) {
    report.waitingFor(say('waiting.init'))
    await world.clock.wait(LOOK_AGAIN_MS, signal)
  }
  const found = await readInitRecord(context, id, init.record)
  if (found === null) return init
  const { lines, ...ended } = found
  report.line(`docker_init.sh ended without the panel, with exit code ${ended.exitCode}; its whole output:`)
  for (const line of lines) report.line(line, 'stdout')
  await report.kept()
  const whole = { record: init.record, ...ended }
  await facts.replace('init', whole)
  return whole
}

/** Steps 5 and 6 of the document. Proof in this order: exit code, failure texts, closing line, then the schema itself. */
export const initializeMetadata: UpgradeStep = {
  id: 'initialize-metadata',
  source: '3.4.0 single-node, step 6',
  phase: 'window',
  changes: 'metadb',
  undoneBy: say('steps.undo.restoreDumps'),
  plan,
  // The document calls the script repeatable, newer code of the vendor does not.
  repeatable: false,
  timeoutSeconds: () => 3600,
  settleSeconds: 0,
  async run(context, signal) {
    const { world, writers, facts, report } = context
    const id = await neededFact(facts, 'newContainerId')
    const earlier = (await facts.get('init'))?.record
    if (earlier !== undefined && (await initIsRunning(context, id, earlier, signal))) {
      throw new OperatorError('conflict', say('errors.initStillRunning'))
    }
    await keepHaConfig(context, 'haConfigBeforeInit')
    const record = initRecordOf(context)
    await facts.recordOnce('initStartedAt', world.clock.now().toISOString())
    await facts.replace('init', { record, exitCode: null, failureText: null, lastLine: null })
    const lines: string[] = []
    const { exitCode } = await writers.docker.exec(id, initCommand(record), {
      signal,
      onLine: (text, stream) => {
        if (text.trim() !== '') lines.push(text)
        report.line(text, stream)
      },
    })
    report.line(`docker_init.sh ended with exit code ${exitCode}`)
    // Once the end is noted nobody reads the record of the script again.
    await report.kept()
    await facts.replace('init', { record, ...initEnd(exitCode, lines) })
    await keepHaConfig(context, 'haConfigAfterInit', { isNewer: true })
  },
  async verify(context, signal) {
    const { installation, plan } = context
    const init = await newestInit(context, signal)
    if (init === undefined || init.exitCode === null) return failsForGood(say('outcomes.initCutOff'))
    if (init.exitCode !== 0)
      return failsForGood(say('outcomes.initExitCode', { exitCode: init.exitCode }), init.failureText ?? init.lastLine ?? '')
    if (init.failureText !== null) return failsForGood(say('outcomes.initFailureText'), init.failureText)
    if (init.lastLine !== INIT_COMPLETED) return failsForGood(say('outcomes.initNoClosingLine'), init.lastLine ?? '')
    const version = await withMetaDb(context, (metaDb) => metaDb.schemaVersion(installation.databases.rm))
    if (version === 'unknown') return holds(say('outcomes.initDoneVersionUnknown'))
    return schemaMatches(version, plan.to.version) === 'same'
      ? holds(say('outcomes.initDone', { version }))
      : failsForGood(say('outcomes.schemaIsAnother', { version, expected: plan.to.version }))
  },
}

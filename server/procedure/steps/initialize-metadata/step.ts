import { say } from '../../../contract/said.ts'
import { schemaMatches } from '../../../contract/versions.ts'
import { type InitOutput, type InitVerdict, type InitWorld, initReader, judgeInit } from '../../../domain/init-output.ts'
import { isStopped } from '../../../domain/is-stopped.ts'
import { failsForGood, holds, type Verdict } from '../../../engine/step.ts'
import { OperatorError } from '../../../errors.ts'
import type { UpgradeContext, UpgradeStep } from '../../context.ts'
import type { FactValues } from '../../facts.ts'
import { endInitCommand, initCommand, initIsRunning, initRecordOf, readInitExit, readInitRecord } from '../../init-record.ts'
import { keepHaConfig } from '../../keep-ha-config.ts'
import { neededFact } from '../../needed-fact.ts'
import { withMetaDb } from '../../with-connection.ts'
import { plan } from './plan.ts'

const LOOK_AGAIN_MS = 1000
const MARKER = '/root/init_flag.txt'

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
  const part = found.isWhole ? 'its whole output' : 'the last part of its output'
  report.line(`docker_init.sh ended without the panel, with exit code ${found.init.exitCode}; ${part}:`)
  for (const line of found.lines) report.line(line, 'stdout')
  await report.kept()
  await facts.replace('init', found.init)
  return found.init
}

/** The version as the rm database names it, and what follows from it and from the container. */
async function lookAtWorld(context: UpgradeContext): Promise<InitWorld & { version: string }> {
  const { installation, plan, facts, world } = context
  const version = await withMetaDb(context, (metaDb) => metaDb.schemaVersion(installation.databases.rm))
  const before = await facts.get('schemaBefore')
  const marker = await world.docker.readFile(await neededFact(facts, 'newContainerId'), MARKER)
  return {
    version,
    schema: version === 'unknown' ? 'unknown' : schemaMatches(version, plan.to.version),
    wasSame: before !== undefined && schemaMatches(before, plan.to.version) === 'same',
    hasMarker: marker !== 'missing' && marker.trim() !== '',
  }
}

/** Steps 5 and 6 of the document. Exit code and schema are the proof; what the script printed can only warn. */
export const initializeMetadata: UpgradeStep = {
  id: 'initialize-metadata',
  source: '3.4.0 single-node, step 6',
  phase: 'window',
  changes: 'metadb',
  undoneBy: say('steps.undo.restoreDumps'),
  plan,
  // The document calls the script repeatable, newer code of the vendor does not.
  repeatable: false,
  skippableAfter: { 'outcomes.initUnproven': say('steps.skip.initializeMetadata') },
  timeoutSeconds: () => 3600,
  settleSeconds: 0,
  async run(context, signal) {
    const { world, writers, facts, report, installation } = context
    const id = await neededFact(facts, 'newContainerId')
    const earlier = (await facts.get('init'))?.record
    if (earlier !== undefined && (await initIsRunning(context, id, earlier, signal))) {
      throw new OperatorError('conflict', say('errors.initStillRunning'))
    }
    await keepHaConfig(context, 'haConfigBeforeInit')
    const record = initRecordOf(context)
    const version = await withMetaDb(context, (metaDb) => metaDb.schemaVersion(installation.databases.rm))
    await facts.recordOnce('schemaBefore', version)
    await facts.recordOnce('initStartedAt', world.clock.now().toISOString())
    await facts.replace('init', { record, exitCode: null, failureText: null, lastLine: null })
    const reader = initReader()
    await writers.docker.exec(id, initCommand(record), {
      signal,
      onLine: (text, stream) => {
        reader.take(text)
        report.line(text, stream)
      },
    })
    const exitCode = await readInitExit(context, id, record)
    if (exitCode === null) return report.line('docker_init.sh is gone and left no exit code')
    report.line(`docker_init.sh ended with exit code ${exitCode}`)
    // Once the end is noted nobody reads the record of the script again.
    await report.kept()
    await facts.replace('init', { record, exitCode, ...reader.output() })
    await keepHaConfig(context, 'haConfigAfterInit', { isNewer: true })
  },
  async stop(context, signal) {
    const { world, writers, facts, report, plan } = context
    const record = (await facts.get('init'))?.record
    const id = await neededFact(facts, 'newContainerId')
    const container = await world.docker.container(id)
    if (record !== undefined && container !== 'missing' && !isStopped(container.state)) {
      const onLine = (text: string) => report.line(text, 'stderr')
      const { exitCode } = await writers.docker.exec(id, endInitCommand(record), { signal, onLine })
      if (exitCode !== 0 || (await initIsRunning(context, id, record, signal)))
        throw new OperatorError('refused', say('errors.initNotEnded'))
      report.line('docker_init.sh and what it started are gone')
    }
    const { version } = await lookAtWorld(context)
    return say('outcomes.initStopped', { version, expected: plan.to.version })
  },
  async verify(context, signal) {
    const init = await newestInit(context, signal)
    const world = await lookAtWorld(context)
    if (init === undefined) return failsForGood(say('outcomes.initCutOffAt', { version: world.version }))
    const output = { ...init, completed: init.completed ?? false }
    return inWords(judgeInit(init.exitCode, output, world), init.exitCode, output, world, context.plan.to.version)
  },
}

function inWords(
  verdict: InitVerdict,
  exitCode: number | null,
  output: InitOutput,
  world: InitWorld & { version: string },
  expected: string,
): Verdict {
  const { version, schema } = world
  const line = output.failureText ?? output.lastLine ?? ''
  if (verdict === 'done')
    return holds(schema === 'unknown' ? say('outcomes.initDoneVersionUnknown') : say('outcomes.initDone', { version }))
  if (verdict === 'warned') return holds(say('outcomes.initDoneWarned', { version, line: line.slice(0, 200) }))
  if (verdict === 'unproven') return failsForGood(say('outcomes.initUnproven', { exitCode: exitCode ?? 'none', version, expected }), line)
  if (exitCode === null) return failsForGood(say('outcomes.initCutOffAt', { version }), line)
  if (exitCode !== 0) return failsForGood(say('outcomes.initExitCodeAt', { exitCode, version }), line)
  if (output.failureText !== null) return failsForGood(say('outcomes.initFailureTextAt', { version }), line)
  return failsForGood(say('outcomes.schemaIsAnother', { version, expected }), line)
}

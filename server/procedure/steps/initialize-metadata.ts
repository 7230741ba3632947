import { say } from '../../contract/said.ts'
import { findInitFailure, INIT_COMPLETED } from '../../domain/init-output.ts'
import { failsForGood, holds } from '../../engine/step.ts'
import type { UpgradeStep } from '../context.ts'
import { neededFact } from '../needed-fact.ts'
import { withMetaDb } from '../with-connection.ts'

/** Steps 5 and 6 of the document. Proof in this order: exit code, failure texts, closing line, then the schema itself. */
export const initializeMetadata: UpgradeStep = {
  id: 'initialize-metadata',
  source: '3.4.0 single-node, step 6',
  phase: 'window',
  changes: 'metadb',
  undoneBy: say('steps.undo.restoreDumps'),
  // The document calls the script repeatable, newer code of the vendor does not.
  repeatable: false,
  timeoutSeconds: () => 3600,
  settleSeconds: 0,
  async run({ world, facts, report }, signal) {
    const id = await neededFact(facts, 'newContainerId')
    await facts.recordOnce('initStartedAt', world.clock.now().toISOString())
    const lines: string[] = []
    const { exitCode } = await world.docker.exec(id, ['bash', '/root/docker_init.sh'], {
      signal,
      onLine: (text, stream) => {
        if (text.trim() !== '') lines.push(text)
        report.line(text, stream)
      },
    })
    report.line(`docker_init.sh ended with exit code ${exitCode}`)
    await facts.replace('init', { exitCode, failureText: findInitFailure(lines), lastLine: lines.at(-1)?.trim() ?? null })
  },
  async verify(context) {
    const { facts, installation, plan } = context
    const init = await facts.get('init')
    if (init === undefined) return failsForGood(say('outcomes.initCutOff'))
    if (init.exitCode !== 0)
      return failsForGood(say('outcomes.initExitCode', { exitCode: init.exitCode }), init.failureText ?? init.lastLine ?? '')
    if (init.failureText !== null) return failsForGood(say('outcomes.initFailureText'), init.failureText)
    if (init.lastLine !== INIT_COMPLETED) return failsForGood(say('outcomes.initNoClosingLine'), init.lastLine ?? '')
    const version = await withMetaDb(context, (metaDb) => metaDb.schemaVersion(installation.databases.rm))
    if (version === 'unknown') return holds(say('outcomes.initDoneVersionUnknown'))
    return version === plan.to.version
      ? holds(say('outcomes.initDone', { version }))
      : failsForGood(say('outcomes.schemaIsAnother', { version, expected: plan.to.version }))
  },
}

import type { RunKind } from '../contract/job.ts'
import type { Plan } from '../contract/plan.ts'
import { say } from '../contract/said.ts'
import { isStoreBusy } from '../db/is-store-busy.ts'
import { fromJson } from '../db/json.ts'
import { createFacts } from '../db/prisma-facts.ts'
import { createJournal } from '../db/prisma-journal.ts'
import { inEnglish } from '../domain/in-english.ts'
import { createRedactor } from '../domain/redaction.ts'
import { wayBack } from '../domain/way-back.ts'
import type { Attempt, Lease } from '../engine/journal.ts'
import { createLogWriter } from '../engine/log-writer.ts'
import type { Permit } from '../engine/permit.ts'
import { type Moment, runProcedure } from '../engine/run-procedure.ts'
import type { Unfinished } from '../engine/unfinished.ts'
import { OperatorError } from '../errors.ts'
import type { Acting, RollbackContext, RunOptions } from '../procedure/context.ts'
import { type Facts, withReadFacts } from '../procedure/facts.ts'
import { procedureOf } from '../procedure/procedure-of.ts'
import { restoreNeeded } from '../procedure/restore-needed.ts'
import { attemptReport } from './attempt-report.ts'
import { finishRun } from './finish-run.ts'
import { openInstallation } from './open-installation.ts'
import type { ServiceContext } from './service-context.ts'
import { steadyClock } from './steady-clock.ts'

/** For the fault suite only: it dies at chosen moments, and it cannot wait an hour for a deadline. */
export interface RunnerHooks {
  onMoment?(stepId: string, moment: Moment): void
  stepsOf?: typeof procedureOf
  /** How long a lease has to stand still before it is taken over. */
  leaseMs?: number
  /** How long a step that was told to end is waited for. */
  graceMs?: number
}

/** How a rollback that was asked for meanwhile would go now; null where none was, or where it would need another consent. */
async function rollbackNext(
  { store, world, facts, plan, job }: Pick<ServiceContext, 'store' | 'world'> & Pick<RollbackContext, 'facts' | 'plan' | 'job'>,
  runId: string,
) {
  const { optionsJson } = await store.run.findUniqueOrThrow({ where: { id: runId }, select: { optionsJson: true } })
  const request = fromJson<RunOptions>(optionsJson).thenRollBack
  if (request === undefined) return null
  const backup = await restoreNeeded({ world, facts, job })
  const insistsOnDrop = request.way === 'drop-and-restore'
  const way = wayBack({ mayHaveChanged: backup !== null, canSwap: plan.wayBack?.way !== 'drop-and-restore', insistsOnDrop })
  return way === 'drop-and-restore' && !insistsOnDrop ? null : { way, backup }
}

interface Right {
  lease: Lease
  permit: Permit
  unfinished: Unfinished
}

/**
 * Takes one run as far as it goes, changing things while the permit lasts, and writes down how it ended. Throws LeaseLost, the signal's
 * reason, or errors of the store.
 */
export async function executeRun(
  context: ServiceContext & RunnerHooks,
  { lease, permit, unfinished }: Right,
  signal: AbortSignal,
): Promise<void> {
  const { store, onMoment, graceMs, stepsOf = procedureOf } = context
  const clock = steadyClock(context.world.clock)
  const world = { ...context.world, clock }
  const hooks = { ...(onMoment && { onMoment }), ...(graceMs !== undefined && { graceMs }) }
  const now = () => world.clock.now()
  const row = await store.upgradeJob.findUniqueOrThrow({ where: { id: lease.jobId } })
  const run = await store.run.findUniqueOrThrow({ where: { id: lease.runId } })
  const kind = run.kind as RunKind
  const options = fromJson<RunOptions>(run.optionsJson)
  const plan = fromJson<Plan>(row.planJson)
  const journal = createJournal(store, now)
  const installation = await openInstallation(context, lease.installationId).catch(async (cause: unknown) => {
    if (isStoreBusy(cause)) throw cause
    // Whatever it is (the key is lost, the row was changed by hand): a person decides, instead of a run that is tried for ever.
    const stepId = (await journal.latestAttempts(lease.runId)).at(-1)?.stepId ?? stepsOf(kind, options)[0]?.id ?? 'preflight'
    const text = inEnglish(say('errors.cannotOpenInstallation'))
    const texts = cause instanceof OperatorError ? [text, inEnglish(cause.problem.said)] : [text]
    await journal.append(
      lease,
      texts.map((line) => ({ at: now(), stepId, attempt: null, stream: 'panel', text: line })),
    )
    await finishRun({ ...context, world }, lease, { ended: 'held' }, { kind, plan, newContainerId: undefined })
    throw cause
  })
  const redact = createRedactor([installation.metaDb.password, installation.console.password])
  const log = createLogWriter(journal, lease, now, redact)

  const job = { id: row.id, number: row.number }
  const factsOf = (attemptId: string | null) => withReadFacts(createFacts(store, lease, now, attemptId) as Facts)

  function contextFor(attempt: Attempt, own: Permit): Acting<RollbackContext> {
    const report = attemptReport({ attempt, lease, journal, log })
    const facts = factsOf(attempt.id)
    const writers = world.writers(own)
    return { world, writers, installation, plan, job, run: lease.runId, attempt: attempt.number, facts, report, options }
  }

  const outcome = await runProcedure({
    steps: stepsOf(kind, options),
    lease,
    permit,
    journal,
    log,
    clock,
    contextFor,
    unfinished,
    redact,
    ...hooks,
    signal,
  })
  const facts = factsOf(null)
  const ended = { kind, plan, newContainerId: await facts.get('newContainerId') }
  const next =
    kind !== 'upgrade'
      ? null
      : await rollbackNext({ store, world, facts, plan, job }, lease.runId).catch(async (cause: unknown) => {
          if (!(cause instanceof OperatorError)) throw cause
          // An engine that does not answer, or a backup that cannot be read: the run ends all the same, and a person decides.
          const stepId = (await journal.latestAttempts(lease.runId)).at(-1)?.stepId ?? 'preflight'
          const texts = [inEnglish(say('errors.rollbackNotBegun')), inEnglish(cause.problem.said)]
          await journal.append(
            lease,
            texts.map((text) => ({ at: now(), stepId, attempt: null, stream: 'panel', text })),
          )
          return null
        })
  await finishRun({ ...context, world }, lease, outcome, ended, next)
}

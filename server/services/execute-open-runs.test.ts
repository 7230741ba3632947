import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { say } from '../contract/said.ts'
import { createCipher } from '../db/cipher.ts'
import { somebody } from '../db/testing/somebody.ts'
import { startedJob } from '../db/testing/started-job.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { Secret } from '../domain/secret.ts'
import { failsForGood, holds } from '../engine/step.ts'
import { OperatorError } from '../errors.ts'
import type { RollbackStep, World } from '../procedure/context.ts'
import type { procedureOf } from '../procedure/procedure-of.ts'
import { usually } from '../procedure/step-plan.ts'
import { executeOpenRuns } from './execute-open-runs.ts'

const cipher = createCipher(randomBytes(32))
const world = {
  clock: { now: () => new Date(), wait: (milliseconds: number) => wait(milliseconds) },
  writers: () => ({}),
} as unknown as World

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let job: Awaited<ReturnType<typeof startedJob>>
let runner: ReturnType<typeof executeOpenRuns> | null = null
let ran: number

beforeEach(async () => {
  ran = 0
  temporary = await temporaryStore()
  job = await startedJob(temporary.store)
  const sealed = {
    metaPasswordEnc: cipher.seal(new Secret('m'), 'metadb'),
    consolePasswordEnc: cipher.seal(new Secret('c'), 'console'),
  }
  await temporary.store.installation.update({ where: { id: job.installationId }, data: sealed })
})

afterEach(async () => {
  await runner?.stop()
  await temporary.close()
})

function execute(overrides: Partial<RollbackStep>): void {
  const step: RollbackStep = {
    id: 'verify-dumps',
    source: 'test',
    phase: 'before',
    changes: 'none',
    undoneBy: say('steps.undo.nothing'),
    plan: { commands: () => [], estimate: () => usually(1) },
    repeatable: false,
    timeoutSeconds: () => 0.1,
    settleSeconds: 0,
    run: async () => {
      ran += 1
    },
    verify: async () => holds(say('outcomes.closing')),
    ...overrides,
  }
  const stepsOf: typeof procedureOf = () => [step]
  const parts = {
    store: temporary.store,
    cipher,
    world,
    backupFolder: '/backups',
    actor: somebody('test'),
    stepsOf,
    leaseMs: 300,
    graceMs: 20,
  }
  runner = executeOpenRuns(parts, () => {})
}

/** How the run, its job and its attempts ended, as soon as they did. */
async function ended() {
  return await vi.waitFor(
    async () => {
      runner?.wake()
      const run = await temporary.store.run.findUniqueOrThrow({ where: { id: job.runId }, include: { attempts: true, job: true } })
      expect(run.status).not.toBe('running')
      return { run: run.status, job: run.job.status, attempts: run.attempts.map(({ status }) => status) }
    },
    { timeout: 4000, interval: 50 },
  )
}

async function leftByDeadProcess(): Promise<void> {
  const { installationId, runId } = job
  await temporary.store.lease.create({ data: { installationId, runId, owner: 'dead', fence: 7, renewals: 40 } })
  const attempt = { stepId: 'verify-dumps', number: 1, sequence: 1, status: 'running', startedAt: new Date() }
  await temporary.store.stepAttempt.create({ data: { runId, ...attempt } })
}

// A lease that nobody takes over would leave the job in progress for ever, with OMS down.
test('a run whose process died is taken over when its lease stands still, and its open step is settled by looking', async () => {
  await leftByDeadProcess()
  execute({})
  expect(await ended()).toEqual({ run: 'succeeded', job: 'succeeded', attempts: ['succeeded'] })
  expect(ran).toBe(0)
  expect((await temporary.store.lease.findFirstOrThrow()).fence).toBeGreaterThan(7)
})

test('a step that hangs ends the run at its deadline, and a person decides', async () => {
  execute({ run: () => new Promise(() => {}) })
  expect(await ended()).toEqual({ run: 'failed', job: 'needs-decision', attempts: ['failed'] })
})

test('a look at a step that was cut off ends at its deadline too', async () => {
  await leftByDeadProcess()
  execute({ verify: () => new Promise(() => {}) })
  expect(await ended()).toEqual({ run: 'interrupted', job: 'needs-decision', attempts: ['interrupted'] })
})

// The key may be gone after a move to another machine: OMS may be down, and nothing may be tried in silence for ever.
test('a run whose installation cannot be opened is held, and its log says why', async () => {
  const other = createCipher(randomBytes(32)).seal(new Secret('m'), 'metadb')
  await temporary.store.installation.update({ where: { id: job.installationId }, data: { metaPasswordEnc: other } })
  execute({})
  expect(await ended()).toEqual({ run: 'held', job: 'needs-decision', attempts: [] })
  expect(ran).toBe(0)
  const lines = await temporary.store.logLine.findMany()
  expect(lines.map(({ text }) => text)).toEqual([
    expect.stringContaining('passwords of this installation cannot be read'),
    expect.stringContaining('was sealed with the key'),
  ])
})

// The engine that failed the step is asked again before the rollback begins: a run that waits for it could not be ended by anybody.
test('a rollback that was asked for and cannot begin ends the run all the same, and its log says why', async () => {
  const request = { actor: somebody('test'), reason: 'because', way: 'swap', skipSafetyDump: false }
  await temporary.store.run.update({ where: { id: job.runId }, data: { optionsJson: JSON.stringify({ thenRollBack: request }) } })
  const containersLabelled = () => Promise.reject(new OperatorError('unavailable', say('errors.noJob')))
  Object.assign(world, { docker: { containersLabelled } })
  execute({ verify: async () => failsForGood(say('outcomes.closing')) })
  expect(await ended()).toMatchObject({ run: 'failed', job: 'needs-decision', attempts: ['failed'] })
  const lines = await temporary.store.logLine.findMany()
  expect(lines.map(({ text }) => text)).toContainEqual(expect.stringContaining('rollback that was asked for could not begin'))
})

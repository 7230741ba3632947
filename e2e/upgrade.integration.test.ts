import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { PlanOptions } from '../server/contract/plan.ts'
import { readJob } from '../server/queries/read-job.ts'
import { readLog } from '../server/queries/read-log.ts'
import { adoptInstallation } from '../server/services/adopt-installation.ts'
import { draftPlan } from '../server/services/draft-plan.ts'
import { planUpgrade } from '../server/services/plan-upgrade.ts'
import { startUpgrade } from '../server/services/start-upgrade.ts'
import { adoptInput } from './harness/adopt-input.ts'
import { panelServices } from './harness/panel-services.ts'
import { plainInit } from './harness/plain-init.ts'
import { openReferee, type Referee } from './harness/referee.ts'
import { resetOms } from './sandbox/oms.ts'
import { readState, sandboxName } from './sandbox/state.ts'

let panel: Awaited<ReturnType<typeof panelServices>>
let referee: Referee

const OPTIONS: PlanOptions = {
  image: { kind: 'archive', file: 'oms_3.4.0.tar.gz' },
  newContainerName: 'oms_340',
  toVersion: null,
  storeRecovery: 'refetch-interval',
  confirmed: [],
}

beforeAll(async () => {
  const state = readState(sandboxName())
  if (state === null) throw new Error('no sandbox')
  const plain = await plainInit(state, [])
  await resetOms(state)
  referee = await openReferee(state, plain)
  panel = await panelServices(sandboxName())
})

afterAll(() => panel.close())

/** Every file under a folder. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}

test('the services take OMS from 3.3.1 to 3.4.0, and no secret is left in the store, the log, the dumps folder or a process list', async () => {
  const { services, state, databaseFile, incidents } = panel
  const { oms, metaDb } = state
  if (oms === null) throw new Error('no OMS')
  const commandLines = new Set<string>()
  const watch = setInterval(() => commandLines.add(execFileSync('ps', ['axeww', '-o', 'args'], { encoding: 'utf8', maxBuffer: 1e8 })), 50)

  const { id } = await adoptInstallation(services, await adoptInput(services, oms, 'console'))
  const draft = await draftPlan(services, { installationId: id, options: OPTIONS })
  expect(draft.findings.filter((finding) => finding.level === 'blocking')).toEqual([])
  expect(draft.unconfirmed).toEqual([])
  const { jobId } = await planUpgrade(services, { installationId: id, options: OPTIONS, planHash: draft.planHash ?? '' })
  await startUpgrade(services, { jobId, planHash: draft.planHash ?? '' })
  const job = await vi.waitFor(
    async () => {
      const now = await readJob(services.store, jobId, new Date())
      expect(['succeeded', 'needs-decision']).toContain(now.status)
      return now
    },
    { timeout: 150_000, interval: 500 },
  )
  clearInterval(watch)
  const log = await readLog(services.store, jobId, { after: 0, limit: 10_000 })
  expect(job.steps.filter((step) => step.status !== 'succeeded')).toEqual([])
  expect(job.status).toBe('succeeded')
  expect(incidents).toEqual([])
  expect(await referee.upgraded()).toBe('')
  expect(Date.parse(job.times.t2 ?? '')).toBeGreaterThan(Date.parse(job.times.t1 ?? ''))
  expect(log.map((line) => line.seq)).toEqual(log.map((_, index) => index + 1))
  expect(log.some((line) => line.text.includes('[Completed] All initialization steps are executed'))).toBe(true)

  const folder = path.dirname(job.backups[0]?.file ?? '')
  for (const file of filesUnder(folder)) expect(statSync(file).mode & 0o077, file).toBe(0)
  const places = new Map([
    ['store', [databaseFile, `${databaseFile}-wal`].map((file) => readFileSync(file, 'latin1')).join('\n')],
    ['manifest', readFileSync(path.join(folder, 'manifest.json'), 'utf8')],
    ['log', JSON.stringify(log)],
    ['page', JSON.stringify(job)],
    ['process list', [...commandLines].join('\n')],
  ])
  expect(commandLines.size).toBeGreaterThan(20)
  expect([...commandLines].some((lines) => /(mysqldump|mariadb-dump)/.test(lines))).toBe(true)
  for (const [place, text] of places) {
    // Without its special characters, because JSON and option files spell those differently.
    for (const secret of [metaDb.password, oms.console.password])
      expect(text.includes(/[A-Za-z0-9]{8,}/.exec(secret)?.[0] ?? secret), place).toBe(false)
  }
}, 200_000)

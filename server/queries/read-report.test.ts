import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCipher } from '../db/cipher.ts'
import { type FinishedJob, finishedJob } from '../db/testing/finished-job.ts'
import { somebody } from '../db/testing/somebody.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { chainHash } from '../domain/audit-chain.ts'
import { Secret } from '../domain/secret.ts'
import { readComparison } from './read-comparison.ts'
import { readLog } from './read-log.ts'
import { readReport } from './read-report.ts'

const PASSWORD = 'planted pass word 7341'
const now = new Date('2026-11-02T00:00:00.000Z')
const approver = somebody('Anna Approver', 'approver')

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let sealed: string
let job: FinishedJob

beforeEach(async () => {
  temporary = await temporaryStore()
  sealed = createCipher(randomBytes(32)).seal(new Secret(PASSWORD), 'console')
  job = await finishedJob(temporary.store, { number: 7, outcome: 'rolled-back', secret: sealed })
})

afterEach(() => temporary.close())

// The last attempt alone tells a success story: that the dump failed first is what a reviewer has to see.
test('every attempt of every step of every run is there, with its raw error, its times and what people decided', async () => {
  const report = await readReport(temporary.store, job.jobId, { actor: approver, now })
  expect(report.runs.map(({ kind, status }) => [kind, status])).toEqual([
    ['upgrade', 'failed'],
    ['rollback', 'succeeded'],
  ])
  const backup = report.runs[0]?.steps.find(({ planned }) => planned.id === 'back-up-databases')
  expect(backup?.attempts.map(({ number, status, seconds }) => [number, status, seconds])).toEqual([
    [1, 'failed', 60],
    [2, 'succeeded', 60],
  ])
  expect(backup?.attempts[0]?.rawError).toContain('errno 28')
  expect(report.decisions.map(({ action, reason }) => [action, reason])).toEqual([
    ['upgrade.plan', null],
    ['upgrade.start', null],
    ['upgrade.skip', 'The table is small'],
    ['upgrade.retry', 'Disk cleared'],
    ['upgrade.roll-back', 'docker_init.sh failed and the window ends at three'],
  ])
  expect(report).toMatchObject({
    isPlanHashTrue: true,
    approvals: [{ kind: 'given', by: 'Anna Approver', isOfThisPlan: true }],
    dumps: [{ database: 'rm_331' }, { database: 'cm_331' }, { database: 'cm_hb_331' }],
    servers: [{ stepId: 'old-servers-online', servers: [{ ip: '10.0.0.5', isOnline: true }] }],
    isDowntimeOver: true,
  })
})

test('the log of one attempt holds its own lines and no others', async () => {
  const report = await readReport(temporary.store, job.jobId, { actor: approver, now })
  const attempts = report.runs[0]?.steps.find(({ planned }) => planned.id === 'back-up-databases')?.attempts ?? []
  const texts = await Promise.all(
    attempts.map(async ({ number }) => {
      const page = { after: 0, limit: 100, run: 1, stepId: 'back-up-databases', attempt: number }
      return (await readLog(temporary.store, job.jobId, page)).map(({ text }) => text)
    }),
  )
  expect(texts).toEqual([
    ['begun, attempt 1', 'failed, attempt 1'],
    ['begun, attempt 2', 'succeeded, attempt 2'],
  ])
})

// A report is printed and mailed: what is in it is out of the house.
test('no password is in the bundle, neither plain nor sealed', async () => {
  const text = JSON.stringify(await readReport(temporary.store, job.jobId, { actor: approver, now, withLog: true }))
  expect(text).toContain('-p[secret]')
  expect(text).not.toContain(PASSWORD)
  expect(text).not.toContain(sealed)
})

test('every audit row can be computed again from the bundle alone, and the last one leads to the head', async () => {
  const { audit } = JSON.parse(JSON.stringify(await readReport(temporary.store, job.jobId, { actor: approver, now }))) as Awaited<
    ReturnType<typeof readReport>
  >
  const rows = audit.rows ?? []
  expect(rows).toHaveLength(5)
  for (const { id: _, at, previousHash, hash, isTrue, ...said } of rows) {
    expect(chainHash(previousHash ?? '', { at: new Date(at), ...said })).toBe(hash)
    expect(isTrue).toBe(true)
  }
  expect(audit.head?.hash).toBe(rows.at(-1)?.hash)
})

test('a row that somebody changed and a plan that somebody changed are called wrong', async () => {
  await temporary.store.auditEvent.updateMany({ where: { action: 'upgrade.retry' }, data: { actor: 'Somebody Else' } })
  await temporary.store.upgradeJob.update({ where: { id: job.jobId }, data: { planHash: '0'.repeat(64) } })
  const report = await readReport(temporary.store, job.jobId, { actor: approver, now })
  expect(report.audit.rows?.filter(({ isTrue }) => isTrue === false).map(({ action }) => action)).toEqual(['upgrade.retry'])
  expect(report).toMatchObject({ isPlanHashTrue: false, approvals: [{ isOfThisPlan: false }] })
})

// The trail holds addresses and belongs to its own permission; a report must not be the way around it.
test('who may not read the audit trail sees the decisions and the head, but no row', async () => {
  const { audit, decisions } = await readReport(temporary.store, job.jobId, { actor: somebody('Vera Viewer', 'viewer'), now })
  expect(audit.rows).toBeNull()
  expect(audit.head).not.toBeNull()
  expect(decisions).toHaveLength(5)
  expect(JSON.stringify(decisions)).not.toContain('192.0.2.7')
})

test('the whole log is there only where it is asked for', async () => {
  const without = await readReport(temporary.store, job.jobId, { actor: approver, now })
  const whole = await readReport(temporary.store, job.jobId, { actor: approver, now, withLog: true })
  expect(without.log).toBeNull()
  expect(whole.log).toHaveLength(without.logLines)
  expect(without.logLines).toBeGreaterThan(20)
})

test('two runs are compared by their ids or by those of their jobs; one, none, the same or an unknown one is refused with the field', async () => {
  const other = await finishedJob(temporary.store, { number: 8, outcome: 'succeeded', at: '2026-11-08T17:00:00.000Z', slowness: 2 })
  const [upgrade = '', rollback = ''] = job.runIds
  const compare = (a: string, b: string) => readComparison(temporary.store, { a, b }, now)
  const comparison = await compare(upgrade, other.jobId)
  expect(comparison).toMatchObject({ a: { jobNumber: 7, kind: 'upgrade' }, b: { jobNumber: 8, kind: 'upgrade', status: 'succeeded' } })
  expect(comparison.steps.find(({ id }) => id === 'back-up-databases')).toMatchObject({ differenceSeconds: 120, a: { attempts: 2 } })
  expect((await compare(upgrade, rollback)).b.kind).toBe('rollback')
  await expect(compare('', rollback)).rejects.toMatchObject({ problem: { code: 'bad-input', field: 'a' } })
  await expect(compare(upgrade, '')).rejects.toMatchObject({ problem: { code: 'bad-input', field: 'b' } })
  await expect(compare(upgrade, 'no-such-run')).rejects.toMatchObject({ problem: { code: 'not-found', field: 'b' } })
  await expect(compare(job.jobId, upgrade)).rejects.toMatchObject({ problem: { said: { key: 'reviews.sameRun' } } })
})

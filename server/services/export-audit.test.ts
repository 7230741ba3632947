import { createHash } from 'node:crypto'
import { buffer, text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recordAudit } from '../db/record-audit.ts'
import { somebody } from '../db/testing/somebody.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { transact } from '../db/transact.ts'
import type { World } from '../procedure/context.ts'
import { exportAudit } from './export-audit.ts'
import type { ServiceContext } from './service-context.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const now = new Date('2026-10-03T02:00:00Z')
let temporary: Awaited<ReturnType<typeof temporaryStore>>
let context: ServiceContext

beforeEach(async () => {
  temporary = await temporaryStore()
  const world = { clock: { now: () => now } } as World
  const cipher = { seal: () => '', open: () => Promise.reject(new Error('nothing is opened here')) } as unknown as ServiceContext['cipher']
  context = { store: temporary.store, cipher, world, backupFolder: '/backups', actor: somebody('Ada'), wake() {} }
})

afterEach(() => temporary.close())

function record(name: string, subject = 'job'): Promise<void> {
  return transact(temporary.store, (tx) =>
    recordAudit(tx, { at: now, actor: somebody(name), action: 'upgrade.start', subject, detail: { reason: '<b>now</b>' } }),
  )
}

// A spreadsheet runs what a stranger typed as their name, with the rights of whoever opens the export.
test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('a cell that begins like %j is text in the CSV', async (name) => {
  await record(name)
  const csv = (await buffer(await exportAudit(context, { format: 'csv', filter: {} }))).toString('utf8')
  expect(csv.startsWith('\uFEFFid,at,actor,')).toBe(true)
  expect(csv).toContain(`'${name}`)
  expect(csv).not.toContain(`,${name}`)
  expect(csv).not.toContain(`,"${name}`)
})

// The export is what an outsider gets; without the hashes they would have to believe it.
test('somebody with nothing but the JSONL can check the chain', async () => {
  for (const name of ['Ada', 'Otto', 'Anna']) await record(name)
  const lines = (await text(await exportAudit(context, { format: 'jsonl', filter: {} }))).trim().split('\n')
  let previous = createHash('sha256').update('oms-upgrade-panel audit').digest('hex')
  for (const line of lines) {
    const { id: _id, previousHash, hash, ...said } = JSON.parse(line) as Record<string, unknown>
    const sorted = JSON.stringify(Object.fromEntries(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1))))
    expect(previousHash).toBe(previous)
    previous = createHash('sha256').update(`${previousHash}\n${sorted}`).digest('hex')
    expect(hash).toBe(previous)
  }
  expect(lines).toHaveLength(3)
})

test('the export holds what the filter lets through, is in the trail itself, and is not in itself', async () => {
  for (const subject of ['one', 'two', 'two']) await record('Ada', subject)
  const lines = (await text(await exportAudit(context, { format: 'jsonl', filter: { text: 'two' } }))).trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([2, 3])
  const last = await temporary.store.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
  expect(last).toMatchObject({ action: 'audit.export', actor: 'Ada' })
})

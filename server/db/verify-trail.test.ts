import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { chainHash } from '../domain/audit-chain.ts'
import { auditSealKey } from '../domain/audit-seal.ts'
import { keepAuditKey } from './audit-key.ts'
import { recordAudit } from './record-audit.ts'
import { resealAudit } from './reseal-audit.ts'
import { somebody } from './testing/somebody.ts'
import { temporaryStore } from './testing/temporary-store.ts'
import { transact } from './transact.ts'
import { verifyTrail } from './verify-trail.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const key = randomBytes(32)
const now = new Date('2026-10-03T02:00:00Z')
let temporary: Awaited<ReturnType<typeof temporaryStore>>

beforeEach(async () => {
  keepAuditKey(key)
  temporary = await temporaryStore()
})

afterEach(() => temporary.close())

async function write(count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const detail = { number }
    await transact(temporary.store, (tx) =>
      recordAudit(tx, { at: now, actor: somebody('Ada'), action: 'upgrade.start', subject: 'job', detail }),
    )
  }
}

async function verdict(sealKey: Buffer | null = auditSealKey(key)) {
  return (await verifyTrail(temporary.store, { sealKey, now })).report.verdict
}

function sql(text: string, ...values: unknown[]): Promise<number> {
  return temporary.store.$executeRawUnsafe(text, ...values)
}

/** A row that looks right in itself, as somebody with the database file can write it. */
async function forge(id: number, previousHash: string): Promise<void> {
  const event = {
    at: now,
    actor: 'Ada',
    actorId: null,
    role: null,
    address: null,
    action: 'upgrade.start',
    outcome: 'done',
    subject: 'forged',
    installationId: null,
    detailJson: '{}',
  }
  await temporary.store.auditEvent.create({ data: { id, ...event, previousHash, hash: chainHash(previousHash, event) } })
}

test('a trail that nobody touched is whole, also an empty one and one of several pages', async () => {
  expect(await verdict()).toEqual({ state: 'whole' })
  await write(3)
  expect(await verdict()).toEqual({ state: 'whole' })
  const { report } = await verifyTrail(temporary.store, { sealKey: auditSealKey(key), now })
  const last = await temporary.store.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
  expect(report).toMatchObject({ rows: 3, before: 0, sealedAfter: 0, head: { id: 3, hash: last.hash } })
})

// Whoever can write the database file must not be able to write history without it being seen.
describe('each way of meddling with the rows is found at its row', () => {
  beforeEach(() => write(6))

  test.each(['actor', 'actorId', 'role', 'address', 'action', 'outcome', 'subject', 'installationId', 'detailJson'])(
    'the column %s of a row is changed',
    async (column) => {
      await sql(`UPDATE AuditEvent SET ${column} = 'else' WHERE id = 3`)
      expect(await verdict()).toEqual({ state: 'broken', id: 3, reason: 'changed' })
    },
  )

  test('the time of a row is changed', async () => {
    await temporary.store.auditEvent.update({ where: { id: 3 }, data: { at: new Date(0) } })
    expect(await verdict()).toEqual({ state: 'broken', id: 3, reason: 'changed' })
  })

  test('a row is changed and its hash made anew', async () => {
    const row = await temporary.store.auditEvent.findUniqueOrThrow({ where: { id: 3 } })
    const changed = { ...row, actor: 'Otto' }
    const hash = chainHash(row.previousHash ?? '', changed)
    await temporary.store.auditEvent.update({ where: { id: 3 }, data: { actor: 'Otto', hash } })
    expect(await verdict()).toEqual({ state: 'broken', id: 4, reason: 'missing' })
  })

  test.each([1, 3])('row %i is deleted', async (id) => {
    await sql(`DELETE FROM AuditEvent WHERE id = ${id}`)
    expect(await verdict()).toEqual({ state: 'broken', id: id + 1, reason: 'missing' })
  })

  test('a row is put in', async () => {
    await sql('UPDATE AuditEvent SET id = id + 10 WHERE id > 3')
    await forge(5, 'f'.repeat(64))
    expect(await verdict()).toEqual({ state: 'broken', id: 5, reason: 'inserted' })
  })

  test('two rows are swapped', async () => {
    await sql('UPDATE AuditEvent SET id = 99 WHERE id = 3')
    await sql('UPDATE AuditEvent SET id = 3 WHERE id = 4')
    await sql('UPDATE AuditEvent SET id = 4 WHERE id = 99')
    expect(await verdict()).toEqual({ state: 'broken', id: 3, reason: 'inserted' })
  })

  test('two rows continue the same one', async () => {
    await sql('DROP INDEX AuditEvent_previousHash_key')
    const { previousHash } = await temporary.store.auditEvent.findUniqueOrThrow({ where: { id: 4 } })
    await sql('UPDATE AuditEvent SET id = id + 10 WHERE id > 4')
    await forge(7, previousHash ?? '')
    expect(await verdict()).toEqual({ state: 'broken', id: 7, reason: 'forked' })
  })

  test.each(['hash', 'previousHash', 'both'])('%s of a row in the middle is blanked', async (what) => {
    if (what !== 'previousHash') await sql('UPDATE AuditEvent SET hash = NULL WHERE id = 3')
    if (what !== 'hash') await sql('UPDATE AuditEvent SET previousHash = NULL WHERE id = 3')
    expect(await verdict()).toEqual({ state: 'broken', id: 3, reason: 'blanked' })
  })

  test('the newest rows are cut off, also when the panel has gone on since', async () => {
    await sql('DELETE FROM AuditEvent WHERE id > 4')
    expect(await verdict()).toEqual({ state: 'broken', id: 5, reason: 'tail-cut' })
    await write(1)
    expect(await verdict()).toEqual({ state: 'broken', id: 7, reason: 'missing' })
  })

  test('all rows are deleted', async () => {
    await sql('DELETE FROM AuditEvent')
    expect(await verdict()).toEqual({ state: 'broken', id: 1, reason: 'tail-cut' })
    await write(1)
    expect((await verdict()).state).toBe('broken')
  })

  test('a row is added behind the newest, also when the panel has gone on since', async () => {
    const last = await temporary.store.auditEvent.findUniqueOrThrow({ where: { id: 6 } })
    await forge(7, last.hash ?? '')
    expect(await verdict()).toEqual({ state: 'broken', id: 7, reason: 'tail-added' })
    await write(1)
    expect(await verdict()).toEqual({ state: 'broken', id: 8, reason: 'seal-broken' })
  })

  test('the whole chain is written anew, with a head and without the key', async () => {
    let previousHash = ''
    for (const row of await temporary.store.auditEvent.findMany({ orderBy: { id: 'asc' } })) {
      previousHash ||= row.previousHash ?? ''
      const hash = chainHash(previousHash, { ...row, actor: 'Otto' })
      await temporary.store.auditEvent.update({ where: { id: row.id }, data: { actor: 'Otto', previousHash, hash } })
      previousHash = hash
    }
    expect(await verdict()).toEqual({ state: 'broken', id: 6, reason: 'head-changed' })
    await sql(`UPDATE AuditHead SET hash = '${previousHash}'`)
    expect(await verdict()).toEqual({ state: 'broken', id: 6, reason: 'seal-broken' })
    await write(2)
    expect(await verdict()).toEqual({ state: 'broken', id: 8, reason: 'seal-broken' })
  })

  test('the head is taken away: nothing says where the trail ends, and a new seal says since when it is', async () => {
    await sql('DELETE FROM AuditHead')
    expect(await verdict()).toEqual({ state: 'unsealed' })
    await write(1)
    const { report } = await verifyTrail(temporary.store, { sealKey: auditSealKey(key), now })
    expect(report).toMatchObject({ verdict: { state: 'whole' }, sealedAfter: 6 })
  })

  test('the head says that everything was always sealed', async () => {
    await sql('UPDATE AuditHead SET sealedAfter = 3')
    expect(await verdict()).toEqual({ state: 'broken', id: 6, reason: 'seal-broken' })
  })
})

describe('rows from before the chain', () => {
  beforeEach(async () => {
    for (const subject of ['a', 'b', 'c'])
      await temporary.store.auditEvent.create({ data: { at: now, actor: 'old', action: 'upgrade.start', subject, detailJson: '{}' } })
    await write(2)
  })

  test('are held by the first chained row', async () => {
    const { report } = await verifyTrail(temporary.store, { sealKey: auditSealKey(key), now })
    expect(report).toMatchObject({ verdict: { state: 'whole' }, rows: 5, before: 3, sealedAfter: 3 })
  })

  test.each([
    "UPDATE AuditEvent SET actor = 'new' WHERE id = 2",
    'DELETE FROM AuditEvent WHERE id = 1',
    'DELETE FROM AuditEvent WHERE id = 3',
  ])('cannot be changed unseen: %s', async (statement) => {
    await sql(statement)
    expect(await verdict()).toEqual({ state: 'broken', id: 4, reason: 'before-changed' })
  })
})

// A process that writes without the seal would let somebody without the key continue the trail.
test('a store that is sealed cannot be continued without the key', async () => {
  await write(1)
  const [name] = Object.getOwnPropertySymbols(globalThis).filter((symbol) => symbol.description?.endsWith('audit-seal-key'))
  Reflect.deleteProperty(globalThis, name ?? '')
  await expect(write(1)).rejects.toThrow(/key of the panel/)
  expect(await temporary.store.auditEvent.count()).toBe(1)
})

// A fork would mean that one of two changes can be taken out unseen.
test('fifty changes at the same moment give one chain without a fork', async () => {
  await Promise.all(Array.from({ length: 50 }, () => write(1)))
  expect(await temporary.store.auditEvent.count()).toBe(50)
  expect(await verdict()).toEqual({ state: 'whole' })
}, 60_000)

test('a trail that grows while it is read is whole', async () => {
  await write(5)
  const [verdicts] = await Promise.all([Promise.all(Array.from({ length: 10 }, () => verdict())), write(20)])
  expect(new Set(verdicts.map(({ state }) => state))).toEqual(new Set(['whole']))
})

describe('a panel whose key is replaced', () => {
  const newKey = randomBytes(32)
  const replace = () => transact(temporary.store, (tx) => resealAudit(tx, { oldKey: key, newKey }))

  test('keeps a whole trail whole under the new key only', async () => {
    await write(2)
    await replace()
    expect(await verdict(auditSealKey(newKey))).toEqual({ state: 'whole' })
    expect(await verdict()).toEqual({ state: 'broken', id: 2, reason: 'seal-broken' })
  })

  // Otherwise whoever meddled with the trail would only have to wait for the next change of the key.
  test('makes no broken trail whole', async () => {
    await write(2)
    await sql('UPDATE AuditHead SET eventId = 1')
    await replace()
    expect((await verdict(auditSealKey(newKey))).state).toBe('broken')
  })
})

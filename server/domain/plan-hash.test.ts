import { expect, test } from 'vitest'
import type { Plan } from '../contract/plan.ts'
import { BY_PANEL, clientInImage } from './client-command.ts'
import { planHash } from './plan-hash.ts'

const step = { id: 'back-up-databases', commands: ['mysqldump'], estimateSeconds: 6, estimateSource: { key: 'steps.estimate.databases' } }
const plan = { from: { version: '3.3.1', image: 'a' }, confirmed: ['ha'], steps: [step], downtimeSeconds: 40 } as unknown as Plan

test('the order of keys does not matter, every value of what will be done does', () => {
  const other = { downtimeSeconds: 40, confirmed: ['ha'], steps: [step], from: { image: 'a', version: '3.3.1' } } as unknown as Plan
  expect(planHash(other)).toBe(planHash(plan))
  expect(planHash({ ...plan, confirmed: [] })).not.toBe(planHash(plan))
  expect(planHash({ ...plan, steps: [{ ...step, commands: ['rm'] }] } as unknown as Plan)).not.toBe(planHash(plan))
})

// A MetaDB in use grows while somebody reviews: the plan would have to be reviewed again and again.
test('estimates may change between review and start', () => {
  const later = { ...plan, downtimeSeconds: 41, steps: [{ ...step, estimateSeconds: 7 }] } as unknown as Plan
  expect(planHash(later)).toBe(planHash(plan))
})

// Of two ways back one drops the databases first: that is what was agreed to, and not when it was tried.
test('the way back counts, and not what is known of it; a plan that says nothing of it keeps its hash', () => {
  const swap = planHash({ ...plan, wayBack: { way: 'swap' } })
  expect(planHash({ ...plan, wayBack: { way: 'swap', triedAt: '2026-11-30T08:00:00.000Z', isSpaceUnknown: true } })).toBe(swap)
  expect(planHash({ ...plan, wayBack: { way: 'drop-and-restore', because: { key: 'errors.swapNotKilled' }, raw: '' } })).not.toBe(swap)
  expect(swap).not.toBe(planHash(plan))
  expect(planHash(plan)).toBe('263e18ab9a789b858ee915c6288042e7e06f87c5b32a23e7cd55fe5f5cd5304f')
})

// A plan of before this was known has none, and OMS makes tables while somebody reviews: neither is another world.
test('the forecast of weak proofs may change between review and start', () => {
  const later: Plan = { ...plan, weakProofs: [{ key: 'proofs.mayBeWeak.longRow', params: { table: 'rm.t', packet: '16 MB' } }] }
  expect(planHash(later)).toBe(planHash(plan))
})

// A limit that was raised, or a right that was given, before the start makes no other plan.
test('what else was seen of the MetaDB may change between review and start', () => {
  const metaDb = { contentProof: 'digest' } as NonNullable<Plan['metaDb']>
  expect(planHash({ ...plan, metaDb })).toBe(planHash(plan))
})

// A plan of before the clients in OMS's image were known, or a container that answered too late when it was made: the dump is the same.
test('where the program is that dumps may change between review and start, and what it dumps may not', () => {
  const by = (...commands: string[]) => planHash({ ...plan, steps: [{ ...step, commands }] } as unknown as Plan)
  for (const image of ['oms:4.2', "it's oms:1"]) {
    expect(by(`${clientInImage('mysqldump', image)} -h1 rm > 'a b'`)).toBe(by("mysqldump -h1 rm > 'a b'"))
    expect(by(`${clientInImage('mysqldump', image)} -h1 ghana`)).not.toBe(by('mysqldump -h1 rm'))
  }
  expect(by(`mysqldump -h1 rm${BY_PANEL}`)).toBe(by('mysqldump -h1 rm'))
  expect(by('docker run --rm --entrypoint mysqldump x -h1')).not.toBe(by('mysqldump -h1'))
})

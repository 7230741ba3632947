import { expect, test } from 'vitest'
import type { JobStatus } from '../contract/job.ts'
import { JOB_STATUSES } from '../contract/job.ts'
import { type KeptKnown, type KeptSession, keptGate, whyItStays } from './kept-gate.ts'

const RM = 'rm_331__panel_k3f9x0ab_kept'
const CM = 'cm_331__panel_b8w1q2zt_kept'
const KNOWN: KeptKnown = {
  job: 'finalized',
  notes: [
    { name: RM, of: 'rm_331', kind: 'kept' },
    { name: CM, of: 'cm_331', kind: 'kept' },
  ],
  live: new Map([['rm_331', 'oms-prod']]),
  busyWith: null,
}

const answer = (change: Partial<KeptKnown> = {}, { names = [RM, CM], sessions = [] as KeptSession[], emptyLive = [] as string[] } = {}) => {
  const choice = keptGate({ ...KNOWN, ...change }, names, sessions, emptyLive)
  return choice.allowed ? choice.consequence : choice.reason
}

test('what a finalized job noted may be dropped', () => {
  expect(answer()).toEqual({ key: 'choices.kept.does', params: { count: 2 } })
})

// Until then a person may still want what was replaced, or a run may be swapping it back.
test.each(JOB_STATUSES.filter((status) => status !== 'finalized'))('nothing is dropped while the job is %s', (job: JobStatus) => {
  expect(answer({ job }).key).toBe('choices.kept.notFinalized')
})

// A drop of many GB makes a server slow at the worst moment of somebody else's upgrade.
test('nothing is dropped while a job on the same server is not over', () => {
  expect(answer({ busyWith: { number: 8, installation: 'oms-test' } })).toEqual({
    key: 'choices.kept.busy',
    params: { number: 8, installation: 'oms-test' },
  })
})

// A job that a person ended between the two statements of a swap: what is kept and its copy are all that there is.
test('nothing is dropped while the live database that it belongs to has no table', () => {
  expect(answer({}, { emptyLive: ['rm_331'] })).toEqual({ key: 'choices.kept.onlyCopy', params: { live: 'rm_331', count: 1 } })
})

test('whoever uses one of them is named, each once', () => {
  const session = { user: 'dba', host: '10.0.0.9', database: CM }
  expect(answer({}, { sessions: [session, { ...session }, { ...session, user: 'oms' }] })).toEqual({
    key: 'choices.kept.inUse',
    params: { count: 3, who: `dba@10.0.0.9 (${CM}), oms@10.0.0.9 (${CM})` },
  })
})

test('where all are gone there is nothing to drop', () => {
  expect(answer({}, { names: [] }).key).toBe('choices.kept.gone')
})

// Each of these would be a database of somebody else, dropped for good.
test.each<[string, Partial<KeptKnown>, string, string]>([
  ['a look-alike that nobody noted', {}, 'rm_331__panel_zzzzzzzz_kept', 'choices.kept.notNoted'],
  ['a live database', {}, 'rm_331', 'choices.kept.notNoted'],
  ['a live database in the notes', { notes: [{ name: 'rm_331', of: 'rm_331', kind: 'kept' }] }, 'rm_331', 'choices.kept.live'],
  [
    'a kept database that an installation works on now, in any spelling',
    { live: new Map([[RM, 'oms-copy']]), notes: [{ name: RM.toUpperCase(), of: 'rm_331', kind: 'kept' }] },
    RM.toUpperCase(),
    'choices.kept.live',
  ],
  ['a noted name of another form', { notes: [{ name: 'orders', of: 'rm_331', kind: 'kept' }] }, 'orders', 'choices.kept.oddName'],
  ['a name made beside another database', { notes: [{ name: RM, of: 'cm_331', kind: 'kept' }] }, RM, 'choices.kept.oddName'],
  ['a name of another kind', { notes: [{ name: RM, of: 'rm_331', kind: 'new' }] }, RM, 'choices.kept.oddName'],
])('%s stays', (_, change, name, key) => {
  const known = { ...KNOWN, ...change }
  expect(whyItStays(name, known)?.key).toBe(key)
  expect(answer(change, { names: [name] }).key).toBe(key)
})

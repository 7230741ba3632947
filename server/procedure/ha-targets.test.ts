import { expect, test } from 'vitest'
import { haAsBeforeTarget, haOnAgainTarget, haOnTarget } from './ha-targets.ts'

const BEFORE = '{"enable":true,"checkRequestIntervalSec":600,"oldKey":1,"refetchStoreIntervalMin":30}'
const OFF = BEFORE.replace('"enable":true', '"enable":false')
const AFTER_INIT = '{"enable":false,"checkRequestIntervalSec":600,"newKey":2,"refetchStoreIntervalMin":30}'
const T1 = Date.UTC(2026, 10, 30, 16)

function known(facts: Record<string, unknown>, storeRecovery = 'refetch-interval') {
  let minutes = 6
  const now = () => new Date(T1 + minutes * 60_000)
  const all: Record<string, unknown> = { t1: new Date(T1).toISOString(), haConfigBefore: BEFORE, ...facts }
  return {
    after: (later: number) => {
      minutes = later
    },
    context: {
      world: { clock: { now }, docker: { engine: async () => ({ time: now() }) } },
      plan: { storeRecovery },
      facts: { get: async (name: string) => all[name] },
    } as unknown as Parameters<typeof haOnTarget>[0],
  }
}

const INIT = { haConfigBeforeInit: OFF, haConfigAfterInit: AFTER_INIT }

test('after a quiet upgrade only enable and the interval change', async () => {
  const target = await haOnTarget(known(INIT).context)
  const wanted = target.wanted(AFTER_INIT)
  expect(wanted).toBe('{"enable":true,"checkRequestIntervalSec":600,"newKey":2,"refetchStoreIntervalMin":36}')
  expect(target.lacks(AFTER_INIT)).toMatchObject({ key: 'outcomes.haStillOff' })
  expect(target.lacks(wanted)).toBeNull()
})

// HA on reported success with {"enable":true,"refetchStoreIntervalMin":32}: everything else was lost.
test('a value that somebody reduced to its switch gets its keys back, and is not good before', async () => {
  const target = await haOnTarget(known(INIT).context)
  expect(target.wanted('{"enable":false}')).toBe('{"enable":true,"checkRequestIntervalSec":600,"newKey":2,"refetchStoreIntervalMin":36}')
  expect(target.lacks('{"enable":true,"refetchStoreIntervalMin":90}')).toMatchObject({
    key: 'outcomes.haConfigLost',
    params: { keys: 'checkRequestIntervalSec, newKey' },
  })
})

test('a changed value is asked about, and the answer holds for exactly what was shown', async () => {
  const changed = AFTER_INIT.replace('600', '60')
  const { toAsk } = await haOnTarget(known(INIT).context)
  expect(toAsk(changed)).toEqual([{ key: 'checkRequestIntervalSec', ours: '600', theirs: '60' }])
  const decided = (choice: string) => haOnTarget(known({ ...INIT, haConfigDecision: { choice, asked: toAsk(changed) } }).context)
  expect((await decided('keep')).wanted(changed)).toContain('"checkRequestIntervalSec":60,')
  expect((await decided('keep')).lacks(changed.replace('false', 'true').replace(':30', ':90'))).toBeNull()
  expect((await decided('restore')).wanted(changed)).toContain('"checkRequestIntervalSec":600,')
  // Somebody went on changing it after the answer.
  expect((await decided('keep')).toAsk(changed.replace(':60', ':61'))).toHaveLength(1)
})

test('the interval is never lowered, in whichever reading it was larger', async () => {
  const large = AFTER_INIT.replace(':30}', ':1440}')
  for (const [facts, current] of [
    [INIT, large],
    [{ ...INIT, haConfigBefore: BEFORE.replace(':30}', ':1440}') }, AFTER_INIT],
    [{ ...INIT, haConfigAfterInit: large }, AFTER_INIT],
  ] as const) {
    expect((await haOnTarget(known(facts).context)).wanted(current)).toContain(':1440}')
    expect((await haOnTarget(known(facts, 'perceive-checkpoint').context)).wanted(current)).toContain(':1440')
  }
})

// Shown once and never again, the value would be refused by the time somebody had typed it.
test('the interval to type stays as it is until it would be too short, and grows then', async () => {
  const { context, after } = known(INIT)
  const target = await haOnTarget(context)
  const typed = target.wanted(AFTER_INIT)
  after(25)
  expect(target.wanted(AFTER_INIT)).toBe(typed)
  expect(target.lacks(typed)).toBeNull()
  after(27)
  expect(target.wanted(AFTER_INIT)).toContain(':57}')
  after(36)
  expect(target.lacks(typed)).toMatchObject({ key: 'outcomes.intervalTooSmall' })
})

test('after a rollback ha.config is what it was, except what the interval needs', async () => {
  const target = await haAsBeforeTarget(known({}).context)
  expect(target?.wanted(OFF)).toBe(BEFORE.replace(':30}', ':36}'))
  expect(target?.wanted('{"enable":false,"stray":1}')).toBe(BEFORE.replace(':30}', ':36}'))
  expect(target?.lacks(BEFORE)).toBeNull()
  expect(target?.lacks(BEFORE.replace('600', '60'))).toMatchObject({ key: 'outcomes.haConfigNotAsBefore' })
  expect(target?.lacks('{"enable":true,"refetchStoreIntervalMin":90}')).toMatchObject({ key: 'outcomes.haConfigNotAsBefore' })
  const formatted = ' { "enable" : true, "oldKey":"1", "checkRequestIntervalSec":600, "refetchStoreIntervalMin":36 } '
  expect(target?.lacks(formatted)).toBeNull()
})

test('HA that was off before stays off after a rollback', async () => {
  const target = await haAsBeforeTarget(known({ haConfigBefore: OFF }).context)
  expect(target?.lacks(OFF)).toBeNull()
  expect(target?.wanted(BEFORE)).toBe(OFF)
  expect(await haAsBeforeTarget(known({ haConfigBefore: undefined }).context)).toBeNull()
})

// An undo that raised the interval each time would not lead to where the rollback began.
test('an undo changes only the switch, unless OMS was away for longer than the interval', async () => {
  const { context, after } = known({ t3: new Date(T1).toISOString() })
  const target = await haOnAgainTarget(context)
  expect(target.lacks(OFF)).toMatchObject({ key: 'outcomes.haStillOff' })
  expect(target.wanted(OFF)).toBe(BEFORE)
  expect(target.lacks(BEFORE)).toBeNull()
  after(45)
  expect(target.lacks(BEFORE)).toMatchObject({ key: 'outcomes.intervalTooSmall' })
  expect(target.lacks(target.wanted(OFF))).toBeNull()
  const perceiving = OFF.replace('"oldKey":1', '"perceiveStoreClientCheckpoint":true')
  expect(target.wanted(perceiving)).toBe(perceiving.replace('"enable":false', '"enable":true'))
})

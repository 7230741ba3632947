import { expect, test } from 'vitest'
import { differencesText, haConfigDifferences, restoreMembers } from './ha-config-differences.ts'

const V33 = '{"enable":true,"enableStore":true,"checkRequestIntervalSec":600,"oldKey":1,"refetchStoreIntervalMin":30}'
const OFF = V33.replace('"enable":true', '"enable":false')
const AFTER_INIT =
  '{"enable":false,"enableStore":true,"checkRequestIntervalSec":300,"perceiveStoreClientCheckpoint":false,"refetchStoreIntervalMin":30}'
const MANAGED = ['enable', 'refetchStoreIntervalMin']
const found = (current: string, readings: { beforeInit?: string; afterInit?: string } = { beforeInit: OFF, afterInit: AFTER_INIT }) =>
  haConfigDifferences({ before: V33, ...readings, current, managed: MANAGED })

test('what init removed, added and changed is nobody else’s doing', () => {
  expect(found(AFTER_INIT)).toEqual({ lost: [], toAsk: [] })
})

// Eleven fields of ha.config were lost behind a green step.
test('keys that somebody removed after init come back as init left them', () => {
  const { lost, toAsk } = found('{"enable":false}')
  expect(toAsk).toEqual([])
  expect(restoreMembers('{"enable":false}', lost)).toBe(
    '{"enable":false,"enableStore":true,"checkRequestIntervalSec":300,"perceiveStoreClientCheckpoint":false}',
  )
})

test('keys that somebody removed before init come back, too: init did not remove them', () => {
  const { lost } = found('{"enable":false}', { beforeInit: '{"enable":false}', afterInit: '{"enable":false}' })
  expect(lost.map(({ key }) => key)).toEqual(['enableStore', 'checkRequestIntervalSec', 'oldKey'])
})

test('a value that somebody changed is asked about, whichever way it was spelled', () => {
  const { lost, toAsk } = found(AFTER_INIT.replace('300', '60').replace('"enableStore":true', '"enableStore":"true"'))
  expect(lost).toEqual([])
  expect(toAsk).toEqual([{ key: 'checkRequestIntervalSec', ours: '300', theirs: '60' }])
  expect(differencesText(toAsk)).toBe('checkRequestIntervalSec: 300 → 60')
})

test('what people added stays, also a key that init had removed', () => {
  expect(found(AFTER_INIT.replace('{', '{"oldKey":2,"new":[1],'))).toEqual({ lost: [], toAsk: [] })
})

// A job that began before these readings existed, or an init during which the table could not be read.
test('without a reading after init a missing key is asked about', () => {
  expect(found(AFTER_INIT, {}).toAsk).toEqual([
    { key: 'checkRequestIntervalSec', ours: '600', theirs: '300' },
    { key: 'oldKey', ours: '1', theirs: null },
  ])
  expect(found(AFTER_INIT, { beforeInit: OFF, afterInit: 'not JSON' }).toAsk).toHaveLength(2)
})

test('restoring changes its own members and nothing else', () => {
  const text = '{ "a" : 12345678901234567890,\n "b": {"c":[1, "}"]} }'
  expect(restoreMembers(text, [{ key: 'b', ours: '"x"', theirs: null }])).toBe('{ "a" : 12345678901234567890,\n "b": "x" }')
  expect(restoreMembers('{}', [{ key: 'k', ours: '1.10', theirs: null }])).toBe('{"k":1.10}')
})

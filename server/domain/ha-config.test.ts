import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeHaConfig, readHaConfig } from './ha-config.ts'

const V42 =
  '{"enable":false,"enableHost":false,"enableStore":true,"perceiveStoreClientCheckpoint":false,"enableConnector":true,"enableJdbcWriter":true,"subtopicStoreNumberThreshold":5,"checkRequestIntervalSec":600,"checkJdbcWriterIntervalSec":600,"checkHostDownIntervalSec":540,"checkModuleExceptionIntervalSec":240,"clearAbnormalResourceHours":72,"refetchStoreIntervalMin":30}'
const V33 = '{"enable": true, "enableStore": true, "checkHostDownIntervalSec": 540}'

// The vendor's deployer takes any key with "enable" for HA and blocks healthy installations.
test('only the key enable switches HA', () => {
  expect(readHaConfig(V42)).toEqual({ enabled: false, perceiveStoreClientCheckpoint: false, refetchStoreIntervalMin: 30 })
  expect(readHaConfig(V33)).toEqual({ enabled: true, perceiveStoreClientCheckpoint: null, refetchStoreIntervalMin: null })
})

test('booleans and numbers that are strings are understood', () => {
  expect(readHaConfig('{"enable":"TRUE","refetchStoreIntervalMin":"45"}')).toMatchObject({ enabled: true, refetchStoreIntervalMin: 45 })
})

// A guess about a value that nobody understands would switch HA the wrong way.
test.each([
  '',
  '{"enable":true',
  'enable=true',
  '[]',
  'null',
  '"{}"',
  '{}',
  '{"enable":null}',
  '{"enable":"yes"}',
  '{"enable":1}',
  '{"enable":true,"refetchStoreIntervalMin":"soon"}',
])('%s is refused, not guessed', (text) => {
  expect(() => readHaConfig(text)).toThrowError(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'refused', raw: text, hint: expect.anything() }) }),
  )
})

test.each(['', '{"enable":true', '[]', 'null'])('%s cannot be merged into', (text) => {
  expect(() => mergeHaConfig(text, { enable: false })).toThrowError(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'refused' }) }),
  )
})

test('a change touches its own value and nothing else', () => {
  expect(mergeHaConfig(V42, { enable: true })).toBe(V42.replace('"enable":false', '"enable":true'))
  expect(mergeHaConfig('{ "enable" : true,\n  "future" : {"enable":[1.10, "}"]}, "big":12345678901234567890 }', { enable: false })).toBe(
    '{ "enable" : false,\n  "future" : {"enable":[1.10, "}"]}, "big":12345678901234567890 }',
  )
})

test('a missing key is added at the end', () => {
  expect(mergeHaConfig(V33, { enable: false, perceiveStoreClientCheckpoint: true, refetchStoreIntervalMin: 90 })).toBe(
    '{"enable": false, "enableStore": true, "checkHostDownIntervalSec": 540,"perceiveStoreClientCheckpoint":true,"refetchStoreIntervalMin":90}',
  )
  expect(mergeHaConfig(' { } ', { enable: true })).toBe(' {"enable":true } ')
})

test('a value that was written as a string stays a string', () => {
  expect(mergeHaConfig('{"enable":"true","refetchStoreIntervalMin":"30"}', { enable: false, refetchStoreIntervalMin: 90 })).toBe(
    '{"enable":"false","refetchStoreIntervalMin":"90"}',
  )
})

test('a key that stands twice is changed twice', () => {
  expect(mergeHaConfig('{"enable":true,"enable":true}', { enable: false })).toBe('{"enable":false,"enable":false}')
})

test('merging any object keeps every other key, its order and its value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), fc.nat(4), (values, enable, indent) => {
      const merged = JSON.parse(mergeHaConfig(JSON.stringify(values, null, indent), { enable })) as Record<string, unknown>
      const expected = JSON.parse(JSON.stringify({ ...values, enable: typeof values['enable'] === 'string' ? String(enable) : enable }))
      expect(Object.entries(merged)).toEqual(Object.entries(expected))
    }),
  )
})

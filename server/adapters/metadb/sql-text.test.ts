import { expect, test } from 'vitest'
import { sqlText } from './sql-text.ts'

// Names of databases come from config.yaml, values from the OMS console: either could end its quotes and go on as a statement.
test.each(["a' or '1'='1", 'a\\', '\\', "'", '"', '`', '元', 'a\n', 'a\0b', '?', '😀'])('%j goes as bytes', (value) => {
  expect(sqlText('select ?', [value])).toBe(`select _utf8mb4 x'${Buffer.from(value).toString('hex')}'`)
})

test('plain words, numbers and nothing are written as they are', () => {
  expect(sqlText('? ? ? ? ?', ['rm_331', '', 7, 9007199254740993n, null])).toBe("'rm_331' '' 7 9007199254740993 null")
})

test('what no statement can say is refused, and so are marks without values', () => {
  expect(() => sqlText('?', [Number.NaN])).toThrow('not a number')
  expect(() => sqlText('?', ['\ud800'])).toThrow('not a text')
  expect(() => sqlText('? ?', ['one'])).toThrow('2 marks for 1 values')
  expect(() => sqlText('select 1', ['one'])).toThrow('0 marks for 1 values')
})

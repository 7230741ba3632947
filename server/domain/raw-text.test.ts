import fc from 'fast-check'
import { expect, test } from 'vitest'
import { capText, RAW_TEXT_BYTES, rawText, withoutRows } from './raw-text.ts'

// One failed restore stored a row of 20 MB as 40 MB of text, sent it to every browser and printed it in the report.
test('of a huge text its head and its tail are kept, and the rest is counted', () => {
  const kept = capText(`the beginning ${'x'.repeat(20_000_000)} the end`)
  expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(RAW_TEXT_BYTES)
  expect(kept).toMatch(/^the beginning x+\n… 19\d{6} bytes left out …\nx+ the end$/)
})

test('a text is never longer than it may be, no character is cut in two, and a short one stays as it is', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 400 })
  fc.assert(
    fc.property(texts, fc.integer({ min: 100, max: 600 }), (text, maxBytes) => {
      const kept = capText(text, maxBytes)
      expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(maxBytes)
      // The text's own ones stay; a character that was cut in two would be one more.
      expect(text.split('\u{fffd}').length).toBeGreaterThanOrEqual(kept.split('\u{fffd}').length)
      if (Buffer.byteLength(text) <= maxBytes) expect(kept).toBe(text)
    }),
  )
})

const ROW = "Smith', 'x' at line 3\nfor key 'Alice"

test.each([
  [`ERROR 1064 (42000) at line 42: You have an error in your SQL syntax near '${ROW}' at line 7`, "near '…' at line 7"],
  [`ERROR 1064 (42000) at line 42: You have an error in your SQL syntax near 'Smith', 'x`, "syntax near '…'"],
  [`ERROR 1062 (23000) at line 9: Duplicate entry '${ROW}' for key 'PRIMARY'`, "Duplicate entry '…' for key 'PRIMARY'"],
  [
    `ERROR 1366 (HY000): Incorrect string value: 'Smith\\xE4' for column 'name' at row 1`,
    "Incorrect string value: '…' for column 'name' at row 1",
  ],
  [`ERROR 1292 (22007): Truncated incorrect DOUBLE value: 'Smith'`, "Truncated incorrect DOUBLE value: '…'"],
  [`ERROR 1300 (HY000): Invalid utf8mb4 character string: 'Smith'`, "Invalid utf8mb4 character string: '…'"],
  [`ERROR at line 5: ASCII '\\0' appeared in the statement. Query: 'INSERT INTO t VALUES (1,'Smith`, "statement. Query: '…'"],
  [`ERROR 1526 (HY000): Table has no partition for value Smith`, 'no partition for value …'],
])('rows are not repeated: %s', (said, kept) => {
  expect(withoutRows(said)).toContain(kept)
  for (const part of ['Smith', 'Alice']) expect(withoutRows(said)).not.toContain(part)
  expect(rawText(rawText(said))).toBe(rawText(said))
})

test('what helps to understand an error stays', () => {
  const errors = [
    "ERROR 1406 (22001) at line 9: Data too long for column 'name' at row 1",
    "ERROR 1060 (42S21) at line 118: Duplicate column name 'region_id'",
    "ERROR 1045 (28000): Access denied for user 'oms'@'10.0.0.5' (using password: YES)",
    '{"success":false,"message":"password error"}',
  ]
  for (const error of errors) expect(rawText(error)).toBe(error)
})

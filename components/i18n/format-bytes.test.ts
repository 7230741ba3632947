import { expect, test } from 'vitest'
import { formatBytes } from './format-bytes.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.00 KB'],
  [999_999, '1.00 MB'],
  [1_934_000_000, '1.93 GB'],
  [84_300_000_000, '84.3 GB'],
  [999_600_000_000, '1.00 TB'],
])('%i bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

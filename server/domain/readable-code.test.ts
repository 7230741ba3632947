import { expect, test } from 'vitest'
import { readableCode } from './readable-code.ts'

// Somebody who lost their phone types a recovery code from paper at night; an O for a zero must not lock them out.
test('a code is read however it was copied from paper', () => {
  for (const typed of ['0A1BC-DEFG2', '0a1bcdefg2', ' oaibc defg2 ', 'OALBC–DEFG2']) expect(readableCode(typed), typed).toBe('0A1BC-DEFG2')
})

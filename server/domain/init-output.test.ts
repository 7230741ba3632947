import { describe, expect, test } from 'vitest'
import { type InitWorld, initReader, judgeInit, plainLine } from './init-output.ts'

const CLOSING = '[Completed] All initialization steps are executed'

function read(...lines: string[]) {
  const reader = initReader()
  for (const line of lines) reader.take(line)
  return reader.output()
}

// Each of these closed an init that had done everything, and made it a failure.
test.each([
  [CLOSING],
  [`${CLOSING}.`],
  [`  ${CLOSING} !`],
  [`\u001b[32m${CLOSING}\u001b[0m`],
  [`progress 100 %\r${CLOSING}\r`],
  [`${CLOSING}。`],
])('%j closes the output, also with lines behind it', (line) => {
  expect(read('phase 1', line, '', 'Cleaning up temporary files ...', 'Bye.')).toMatchObject({ completed: true, lastLine: 'Bye.' })
})

test('another line does not', () => {
  expect(read('phase 1', `not yet: ${CLOSING}`, '[Completed] Step 3')).toMatchObject({ completed: false })
})

test.each([
  'Version before 4.1.1 is not allowed to upgrade.',
  '[ERROR] phase 2 failed',
  'ERROR 1064 (42000) at line 3: syntax',
  '\u001b[31mERROR: x',
])('%j reads like a failure', (line) => {
  expect(read('phase 1', line, CLOSING).failureText).toBe(plainLine(line))
})

test('a calm output does not, also where it mentions an error log', () => {
  expect(read('writing to error.log', 'phase 1 of 3: no error found', 'Failedover: none', CLOSING).failureText).toBeNull()
})

describe('judgeInit', () => {
  const calm = { failureText: null, lastLine: CLOSING, completed: true }
  const dBus = { ...calm, failureText: 'Failed to get D-Bus connection: Operation not permitted' }
  const silent = { failureText: null, lastLine: 'phase 3', completed: false }
  const moved: InitWorld = { schema: 'same', wasSame: false, hasMarker: false }

  test('exit code and world are the proof; prose only warns', () => {
    expect(judgeInit(0, calm, moved)).toBe('done')
    expect(judgeInit(0, dBus, moved)).toBe('warned')
    expect(judgeInit(0, silent, moved)).toBe('warned')
  })

  // "Succeeds but did not" is the fifth most frequent trouble in the field: the exit code alone is no proof.
  test('a schema of another version fails whatever the script says', () => {
    expect(judgeInit(0, calm, { ...moved, schema: 'other' })).toBe('failed')
    expect(judgeInit(0, dBus, { ...moved, schema: 'other' })).toBe('failed')
  })

  test('where the version proves nothing, the words of the script count', () => {
    for (const world of [
      { ...moved, schema: 'unknown' as const },
      { ...moved, wasSame: true },
    ]) {
      expect(judgeInit(0, calm, world)).toBe('done')
      expect(judgeInit(0, dBus, world)).toBe('failed')
      expect(judgeInit(0, silent, world)).toBe('unproven')
      expect(judgeInit(0, silent, { ...world, hasMarker: true })).toBe('warned')
    }
    expect(judgeInit(0, calm, { ...moved, schema: 'unreadable' })).toBe('unproven')
  })

  test('a failing or unknown exit code is never success; a person may decide where the schema moved', () => {
    for (const exitCode of [1, 137, null]) {
      expect(judgeInit(exitCode, calm, moved)).toBe('unproven')
      expect(judgeInit(exitCode, calm, { ...moved, wasSame: true })).toBe('failed')
      expect(judgeInit(exitCode, calm, { ...moved, schema: 'unknown' })).toBe('failed')
      expect(judgeInit(exitCode, calm, { ...moved, schema: 'other' })).toBe('failed')
    }
  })
})

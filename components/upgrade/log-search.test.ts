import { expect, test } from 'vitest'
import type { LogLine } from '@/server/contract/job.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { linesOfStep, logMatches, nextMatch } from './log-search.ts'

const line = (seq: number, text: string, stepId: StepId = 'preflight'): LogLine => ({ seq, at: '', stepId, stream: 'panel', text })

test('words are found across colours and in any case', () => {
  const lines = [line(1, 'ok'), line(2, 'Err\u001b[31mOR\u001b[0m 1093'), line(3, 'no error')]
  expect(logMatches(lines, ' error ')).toEqual([1, 2])
})

test('signs of a pattern are searched as they are', () => {
  expect(logMatches([line(1, 'a.b'), line(2, 'axb'), line(3, '[x')], 'a.b')).toEqual([0])
  expect(logMatches([line(1, '[x')], '[')).toEqual([0])
})

test('an empty search finds nothing instead of everything', () => {
  expect(logMatches([line(1, 'x')], '  ')).toEqual([])
})

test('a filter by step leaves only its lines, no filter leaves the array as it is', () => {
  const lines = [line(1, 'a'), line(2, 'b', 'ha-on'), line(3, 'c')]
  expect(linesOfStep(lines, 'ha-on').map(({ seq }) => seq)).toEqual([2])
  expect(linesOfStep(lines, null)).toBe(lines)
})

test('next and previous go around', () => {
  expect(nextMatch([4, 8], 1, 1)).toBe(0)
  expect(nextMatch([4, 8], 0, -1)).toBe(1)
  expect(nextMatch([], 0, 1)).toBe(-1)
})

test('a hundred thousand lines are searched while somebody types', () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => line(index + 1, `row ${index} copied to the other side`))
  const began = performance.now()
  expect(logMatches(lines, 'row 99999')).toEqual([99_999])
  expect(performance.now() - began).toBeLessThan(500)
})

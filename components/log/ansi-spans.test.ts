import { expect, test } from 'vitest'
import { ansiSpans, ansiText } from './ansi-spans.ts'

const red = '\u001b[31mrefused\u001b[0m, see \u001b[1;92mlog\u001b[0m'

test('colours become classes and the text keeps its order', () => {
  expect(ansiSpans(red)).toEqual([
    { text: 'refused', classes: 'log-red' },
    { text: ', see ', classes: '' },
    { text: 'log', classes: 'log-green log-bold' },
  ])
})

// A log line is written by whoever runs inside the container.
test('markup in a line stays text', () => {
  const line = '\u001b[31m<img src=x onerror=alert(1)>&amp;\u001b[0m'
  expect(ansiSpans(line)).toEqual([{ text: '<img src=x onerror=alert(1)>&amp;', classes: 'log-red' }])
})

test('text that asks to be hidden is shown', () => {
  expect(ansiSpans('\u001b[8mrm -rf\u001b[0m')).toEqual([{ text: 'rm -rf', classes: '' }])
})

test('cursor movements and cut-off sequences leave the words', () => {
  expect(ansiText('\u001b[2K\u001b[1Gdone \u001b[3')).toContain('done')
})

test('search and copy see the words without the colours', () => {
  expect(ansiText(red)).toBe('refused, see log')
})

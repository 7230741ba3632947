import { expect, test } from 'vitest'
import { LineSplitter } from './line-splitter.ts'

function split(chunks: Buffer[], limit?: number): string[] {
  const lines: string[] = []
  const splitter = new LineSplitter((line) => lines.push(line), limit)
  for (const chunk of chunks) splitter.write(chunk)
  splitter.end()
  return lines
}

// Cut inside a character, the Chinese words of a log would turn into question marks.
test('keeps characters whole wherever the chunks are cut', () => {
  const bytes = Buffer.from('第一行 Store\r\n\n元数据库\n末尾')
  for (let at = 0; at <= bytes.length; at++) {
    expect(split([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(['第一行 Store', '', '元数据库', '末尾'])
  }
})

test('shortens an endless line, says by how much, and goes on with the next one', () => {
  const chunks = [Buffer.from('a'.repeat(7)), Buffer.from('b'.repeat(5)), Buffer.from('c\nnext\n')]
  expect(split(chunks, 8)).toEqual(['aaaaaaab … [5 more characters]', 'next'])
})

test('a line of exactly the limit is not shortened', () => {
  expect(split([Buffer.from('12345678\n')], 8)).toEqual(['12345678'])
})

test('nothing in, nothing out', () => {
  expect(split([])).toEqual([])
})

import { expect, test } from 'vitest'
import { ChildWords } from './child-words.ts'

function heard(...chunks: (string | Buffer)[]) {
  const lines: string[] = []
  const words = new ChildWords({ redact: (line) => line.replaceAll('hunter2', '[secret]'), onLine: (line) => void lines.push(line) })
  for (const chunk of chunks) words.write(Buffer.from(chunk))
  return { lines, stderr: words.end() }
}

test('warnings come as they are said, and an error without the rows that it quotes, though they go over many lines', () => {
  const { lines, stderr } = heard(
    'mysql: [Warning] careful with hunter2\n',
    "ERROR 1064 (42000) at line 4: You have an error in your SQL syntax near 'Smith\n",
    "ERROR 1045 (28000): the row goes on\nMiller' at line 1\n",
  )
  expect(lines).toEqual([
    'mysql: [Warning] careful with [secret]',
    "ERROR 1064 (42000) at line 4: You have an error in your SQL syntax near '…' at line 1",
  ])
  expect(stderr).toBe(lines.join('\n'))
})

test('the statement that MariaDB prints before its error is left out, whatever it holds', () => {
  const row = "insert into t values ('Smith\n--------------\n\nERROR 1 of Miller\n')"
  const { stderr } = heard(
    `careful\n--------------\n${row}\n--------------\n\nERROR 1062 (23000) at line 3: Duplicate entry 'Smith' for key 'a'\n`,
  )
  expect(stderr).toBe("careful\nERROR 1062 (23000) at line 3: Duplicate entry '…' for key 'a'")
  // Killed before the error came.
  expect(heard(`--------------\n${row}\n`).stderr).not.toContain('Smith')
})

// A row of 20 MB became 40 MB of text in the store, in every browser and in the report.
test('of a row of 20 MB nothing is kept, and what is kept is short', () => {
  const chunk = 'x'.repeat(1 << 20)
  const { lines, stderr } = heard(
    "ERROR at line 7: ASCII '\\0' appeared in the statement. Query: 'INSERT INTO t VALUES ('",
    ...Array(20).fill(chunk),
  )
  expect(stderr).toBe("ERROR at line 7: ASCII '\\0' appeared in the statement. Query: '…'")
  expect(lines).toEqual([stderr])
  const { stderr: many } = heard(...Array(1000).fill(`warning ${'y'.repeat(60_000)}\n`))
  expect(Buffer.byteLength(many)).toBeLessThan(20 * 17_000)
})

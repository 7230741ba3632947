import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { statementsOfClientDump } from './client-dump.ts'

async function statementsOf(text: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'client-dump-'))
  const file = join(folder, 'dump.sql')
  await writeFile(file, text)
  const handle = await open(file)
  try {
    const statements = []
    for await (const { statement } of statementsOfClientDump(handle)) statements.push(statement)
    return statements
  } finally {
    await handle.close()
    await rm(folder, { recursive: true, force: true })
  }
}

// Newer tools of MariaDB begin with a word to their client, without an end; what comments name behind it may hold a quote or a semicolon.
test.each(["it's", 'a;b', 'a"b', 'a`b'])('the header of a database called %s is no part of a statement', async (name) => {
  const comments = `-- MariaDB dump 10.19-11.8.3-MariaDB\n--\n-- Host: h    Database: ${name}\n--\n\n`
  const set = '/*!40101 SET NAMES utf8mb4 */'
  const rows = "INSERT INTO `t` VALUES (1,'a;b')"
  for (const sandbox of ['/*M!999999\\- enable the sandbox mode */ \n', '/*!999999\\- enable the sandbox mode */\n', '']) {
    const dump = `${sandbox}${comments}${set};\n${rows};\n-- Dump completed on 2026-11-30\n`
    expect(await statementsOf(dump)).toEqual([set, rows])
  }
})

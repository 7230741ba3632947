import { expect, test } from 'vitest'
import { say } from '../../contract/said.ts'
import type { Seen, Subject } from './check.ts'
import { PROOF_CHECKS } from './proof-checks.ts'

const PLAIN = 'CREATE TABLE `a` (`id` int) ENGINE=InnoDB'
const VERSIONED = `${PLAIN} WITH SYSTEM VERSIONING`
const installation = { node: { containerId: 'old' }, databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['hb_331'] } }

interface Site {
  definition?: string
  dumpsHistory?: boolean
  insertsHistory?: boolean
  weak?: string
}

async function looked(id: string, { definition = PLAIN, dumpsHistory = true, insertsHistory = true, weak }: Site) {
  const metaDb = {
    structure: async () => ({ tables: [{ name: 'a', definition }] }),
    weakProofs: async (database: string) => (database === weak ? [say('proofs.mayBeWeak.rounded', { table: 'a', columns: 'f' })] : []),
  }
  const backups = { tools: async () => ({ dump: { version: '10.5.1-MariaDB' } }), dumpsHistory: async () => dumpsHistory }
  const seen = { metaDb, server: { version: '10.5.1-MariaDB', insertsHistory } } as unknown as Seen
  const check = PROOF_CHECKS.find((one) => one.id === id)
  const findings = (await check?.look({ world: { backups }, installation } as unknown as Subject, seen)) ?? []
  return { findings, seen }
}

// A rollback from such a backup would bring the table back without its past, or could not write it at all: with OMS down is too late.
test('a table with a history blocks where the dump tool or the server would lose it, and is no matter elsewhere', async () => {
  const { findings } = await looked('table-history', { definition: VERSIONED, dumpsHistory: false })
  expect(findings).toMatchObject([
    { level: 'blocking', title: { key: 'findings.historyNotDumped.title' }, raw: expect.stringMatching('cm_331.a') },
  ])
  expect((await looked('table-history', { definition: VERSIONED, insertsHistory: false })).findings).toMatchObject([
    { level: 'blocking', title: { key: 'findings.historyNotRestored.title' } },
  ])
  expect((await looked('table-history', { definition: VERSIONED })).findings).toMatchObject([{ level: 'ok' }])
  expect((await looked('table-history', { dumpsHistory: false, insertsHistory: false })).findings).toEqual([])
})

// Somebody who plans has to know what "equal" will not cover; it is no reason to refuse.
test('tables whose proof may be weak are a note that names them, and are kept for the plan', async () => {
  const { findings, seen } = await looked('weak-proofs', { weak: 'cm_331' })
  expect(findings).toMatchObject([{ level: 'note', title: { params: { count: 1 } }, list: [{ key: 'proofs.mayBeWeak.rounded' }] }])
  expect(seen.weakProofs).toHaveLength(1)
  const none = await looked('weak-proofs', {})
  expect(none.findings).toMatchObject([{ level: 'ok' }])
  expect(none.seen.weakProofs).toEqual([])
})

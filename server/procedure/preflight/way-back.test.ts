import { expect, test } from 'vitest'
import type { Subject } from './check.ts'
import { METADB_CHECKS } from './metadb-checks.ts'

const installation = { metaDb: { user: 'oms' }, databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['hb_331'] } }

async function looked(lacks: (database: string) => string[]) {
  const asked: string[] = []
  const metaDb = {
    missingPrivileges: async (databases: string[]) => {
      asked.push(...databases)
      return databases.flatMap((database) => {
        const privileges = lacks(database)
        return privileges.length > 0 ? [{ database, privileges }] : []
      })
    },
  }
  const seen = { metaDb } as unknown as Parameters<(typeof METADB_CHECKS)[number]['look']>[1]
  const check = METADB_CHECKS.find(({ id }) => id === 'way-back')
  const [finding] = (await check?.look({ installation } as unknown as Subject, seen)) ?? []
  return { asked, finding, wayBack: seen.wayBack }
}

test('an account with rights beside its databases has the swap, and is asked for names beside, not for the live ones', async () => {
  const { asked, finding, wayBack } = await looked(() => [])
  expect(wayBack).toEqual({ way: 'swap', tried: false })
  expect(finding).toMatchObject({ level: 'ok', title: { key: 'findings.wayBackSwap.title' } })
  expect(asked.map((name) => name.replace(/panel_[a-z0-9]{8}/, 'panel_tag'))).toEqual([
    'rm_331__panel_tag_new',
    'cm_331__panel_tag_new',
    'hb_331__panel_tag_new',
  ])
})

// With OMS down is too late to learn that the account cannot create the copy.
test('one without is told before the upgrade that only drop and restore is left, by live names, so that plans stay comparable', async () => {
  const lacks = (database: string) => (database.startsWith('cm_331') ? ['CREATE', 'DROP'] : [])
  const first = await looked(lacks)
  expect(first.finding).toMatchObject({
    level: 'confirm',
    title: { key: 'findings.wayBackDrop.title' },
    raw: 'beside cm_331: CREATE, DROP',
  })
  expect(first.wayBack).toMatchObject({ way: 'drop-and-restore', raw: 'beside cm_331: CREATE, DROP' })
  expect((await looked(lacks)).wayBack).toEqual(first.wayBack)
})

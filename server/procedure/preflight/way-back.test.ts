import { expect, test } from 'vitest'
import { inLanguage } from '../../domain/in-language.ts'
import type { WayBackTried } from '../../domain/way-back-tried.ts'
import type { MetaDbReader } from '../ports/metadb.ts'
import type { Seen, Subject } from './check.ts'
import { METADB_CHECKS } from './metadb-checks.ts'

const ON: WayBackTried['on'] = {
  host: '10.0.0.9',
  port: 3306,
  user: 'oms',
  account: 'oms@%',
  identity: 'uuid|db-1|3306|/data',
  flavour: 'mariadb',
  version: '10.11.6',
}
const TRIED: WayBackTried = { at: '2026-11-29T20:00:00.000Z', on: ON, creates: true, renames: true, kills: true, refused: [] }

interface Site {
  lacks?: (database: string) => string[]
  tried?: WayBackTried
  on?: Partial<typeof ON>
  free?: number | null
  bytes?: number
  keys?: { crossing?: string[]; dangling?: string[] }
  endsStatements?: boolean
}

async function looked({ lacks = () => [], tried, on = {}, free = 10_000, bytes = 100, keys = {}, endsStatements = true }: Site) {
  const { host, port, user, account, identity, flavour, version } = { ...ON, ...on }
  const asked: string[] = []
  const metaDb: Pick<MetaDbReader, 'missingPrivileges' | 'account' | 'sizes' | 'freeBytes' | 'oddKeys'> = {
    async missingPrivileges(databases) {
      asked.push(...databases)
      return databases.flatMap((database) => {
        const privileges = lacks(database)
        return privileges.length > 0 ? [{ database, privileges }] : []
      })
    },
    account: async () => ({ user: account }),
    sizes: async (databases) => databases.map((database) => ({ database, bytes, tables: 1, rows: 1 })),
    freeBytes: async () => free,
    oddKeys: async () => ({ crossing: [], dangling: [], ...keys }),
  }
  const seen = { metaDb, server: { identity, flavour, version }, capabilities: { endsStatements } } as unknown as Seen
  const installation = {
    metaDb: { host, port, user },
    databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['hb_331'] },
    ...(tried && { wayBackTried: tried }),
  } as unknown as Subject['installation']
  const check = METADB_CHECKS.find(({ id }) => id === 'way-back')
  const findings = (await check?.look({ installation } as Subject, seen)) ?? []
  return { asked, findings, finding: findings[0], wayBack: seen.wayBack }
}

test('an untried way back is said to be untried, with the try at hand, and holds nobody up', async () => {
  const { asked, finding, wayBack } = await looked({})
  expect(wayBack).toEqual({ way: 'swap' })
  expect(finding).toMatchObject({ level: 'note', title: { key: 'findings.wayBackUntried.title' }, offers: 'try-way-back' })
  // Names beside, not the live ones.
  expect(asked.map((name) => name.replace(/panel_[a-z0-9]{8}/, 'panel_tag'))).toEqual([
    'rm_331__panel_tag_new',
    'cm_331__panel_tag_new',
    'hb_331__panel_tag_new',
  ])
})

// A proxy that refuses KILL says so at every look: a rollback that began with a swap would end in its first step, at night.
test('where no statement can be ended the way back is drop and restore, without a try', async () => {
  const { findings, wayBack } = await looked({ endsStatements: false })
  expect(findings).toMatchObject([{ level: 'confirm', title: { key: 'findings.wayBackNotKilled.title' }, offers: 'try-way-back' }])
  expect(wayBack).toEqual({ way: 'drop-and-restore', because: { key: 'errors.swapNotKilled' }, raw: '' })
})

// With OMS down is too late to learn that the account cannot create the copy.
test('without rights beside its databases an account has drop and restore, by live names, so that plans stay comparable', async () => {
  const lacks = (database: string) => (database.startsWith('cm_331') ? ['CREATE', 'DROP'] : [])
  const first = await looked({ lacks })
  expect(first.findings).toMatchObject([
    { level: 'confirm', title: { key: 'findings.wayBackDrop.title' }, raw: 'beside cm_331: CREATE, DROP', offers: 'try-way-back' },
  ])
  expect(first.wayBack).toMatchObject({ way: 'drop-and-restore', raw: 'beside cm_331: CREATE, DROP' })
  expect((await looked({ lacks })).wayBack).toEqual(first.wayBack)
  // The try was of other names than the one that lacks.
  expect((await looked({ lacks, tried: TRIED })).wayBack).toEqual(first.wayBack)
})

test('a try that worked is fine, and says when it was', async () => {
  const { finding, wayBack } = await looked({ tried: TRIED })
  expect(wayBack).toEqual({ way: 'swap', triedAt: TRIED.at })
  expect(finding).toMatchObject({ level: 'ok', title: { key: 'findings.wayBackTried.title' }, triedAt: TRIED.at })
})

test.each([
  [{ creates: false, renames: false }, 'wayBackNotCreated', 'errors.swapNotCreated'],
  [{ renames: false }, 'wayBackNotRenamed', 'errors.swapNotRenamed'],
  [{ kills: false }, 'wayBackNotKilled', 'errors.swapNotKilled'],
])('a try that was refused %o leaves drop and restore, to be confirmed, in the words of the server', async (how, name, because) => {
  const { findings, wayBack } = await looked({ tried: { ...TRIED, ...how, refused: ['said the server'] } })
  expect(findings).toMatchObject([
    { level: 'confirm', title: { key: `findings.${name}.title` }, raw: 'said the server', triedAt: TRIED.at, offers: 'try-way-back' },
  ])
  expect(wayBack).toEqual({ way: 'drop-and-restore', because: { key: because }, raw: 'said the server', triedAt: TRIED.at })
})

// A direct address in place of the proxy is exactly what the refused KILL asks for: its old result must not stand in the way.
test.each([
  ['server', { identity: 'uuid|db-2|3306|/data' }],
  ['version', { version: '10.11.7' }],
  ['address', { host: '10.0.0.10' }],
  ['port', { port: 2881 }],
  ['login', { user: 'oms@tenant' }],
  ['account', { account: 'oms@10.0.0.%' }],
])('a try on another %s is not used', async (_, on) => {
  for (const tried of [TRIED, { ...TRIED, kills: false }]) {
    expect((await looked({ tried, on })).finding?.title.key).toBe('findings.wayBackUntried.title')
  }
})

test('space for a second copy that is known to be missing leaves drop and restore; unknown space is said to be unknown', async () => {
  const missing = await looked({ tried: TRIED, free: 599 })
  expect(missing.findings).toMatchObject([{ id: 'way-back', level: 'confirm', title: { key: 'findings.wayBackNoSpace.title' } }])
  expect(missing.wayBack).toMatchObject({ way: 'drop-and-restore', because: { key: 'errors.swapNoSpace' }, triedAt: TRIED.at })

  const enough = await looked({ tried: TRIED, free: 600 })
  expect(enough.findings.map(({ id, level }) => `${level} ${id}`)).toEqual(['ok way-back', 'ok way-back-space'])
  expect(enough.wayBack).toEqual({ way: 'swap', triedAt: TRIED.at })

  const words = async (site: Site) => {
    const { findings, wayBack } = await looked(site)
    expect(wayBack).toEqual({ way: 'swap', isSpaceUnknown: true })
    expect(findings.at(-1)).toMatchObject({ id: 'way-back-space', level: 'note' })
    const meaning = findings.at(-1)?.meaning
    return meaning === undefined ? '' : inLanguage('en', meaning)
  }
  expect(await words({ free: null })).toBe('The MetaDB does not report its free space. The copies need about 600 B.')
  expect(await words({ bytes: 0 })).toBe('The MetaDB does not report the size of the databases. 10.0 kB is free.')
  expect(await words({ bytes: 0, free: null })).toContain('neither')
})

// Found with OMS down, after the upgrade went through: by then there is no way back at all.
test('a key from another database blocks, on every way', async () => {
  for (const site of [{}, { lacks: () => ['CREATE'] }]) {
    const { findings } = await looked({ ...site, keys: { crossing: ['site.t → rm_331.oms_project'] } })
    expect(findings.find(({ id }) => id === 'way-back-keys')).toMatchObject({ level: 'blocking', raw: 'site.t → rm_331.oms_project' })
  }
})

test('a key to a table that does not exist leaves drop and restore, and says so', async () => {
  const { finding, wayBack } = await looked({ keys: { dangling: ['rm_331.a → rm_331.gone'] } })
  expect(finding).toMatchObject({ level: 'confirm', title: { key: 'findings.wayBackKeysDangle.title' } })
  expect(wayBack).toMatchObject({ way: 'drop-and-restore', because: { key: 'errors.swapKeysDangle' } })
})

import { expect, test } from 'vitest'
import type { Plan } from '../../contract/plan.ts'
import type { TransferTried, WayBackTried } from '../../domain/way-back-tried.ts'
import { chosenTools } from '../chosen-tools.ts'
import type { DumpTool } from '../ports/backups.ts'
import type { MetaDbServer } from '../ports/metadb.ts'
import type { Seen, Subject } from './check.ts'
import { METADB_CHECKS } from './metadb-checks.ts'

const CLIENT = { flavour: 'mariadb', version: '10.11.6' } as const
const PANEL = { flavour: 'panel', version: '1' } as const
const SERVER = { flavour: 'mariadb', version: '10.11.6', identity: 'uuid', clients: 'mariadb' } as MetaDbServer
const ON = { host: 'h', port: 1, user: 'oms', account: 'oms@%', identity: 'uuid', flavour: 'mariadb', version: '10.11.6' }
const AT = '2026-11-29T20:00:00.000Z'

function site(
  transfer: TransferTried | undefined,
  { fits = CLIENT as { flavour: string; version: string; image?: object }, on = ON } = {},
) {
  const probed: DumpTool[] = []
  const asked: unknown[] = []
  const tried: WayBackTried = { at: AT, on, creates: true, renames: true, kills: true, refused: [], ...(transfer && { transfer }) }
  const backups = {
    tools: async (_: unknown, where: unknown) => {
      asked.push(where)
      return where === 'panel' ? { dump: PANEL, restore: PANEL } : { dump: fits, restore: fits }
    },
    probe: async (_login: unknown, _database: string, tool: DumpTool) => probed.push(tool),
  }
  const installation = {
    ...{ id: 'i', node: { containerId: 'old' } },
    metaDb: { host: 'h', port: 1, user: 'oms' },
    databases: { rm: 'rm', cm: 'cm', heartbeats: ['hb'] },
    wayBackTried: tried,
  }
  const metaDb = { account: async () => ({ user: 'oms@%', maySetDefiner: true }) }
  return {
    subject: { world: { backups }, installation } as unknown as Subject,
    metaDb: metaDb as unknown as Seen['metaDb'] & object,
    probed,
    asked,
  }
}

async function looked(...given: Parameters<typeof site>) {
  const { subject, metaDb, probed, asked } = site(...given)
  const { pair } = await chosenTools(subject, metaDb, SERVER)
  const seen = { metaDb, server: SERVER } as Seen
  const findings = await METADB_CHECKS.find(({ id }) => id === 'dump-tools')?.look(subject, seen)
  return { chosen: pair.dump, finding: findings?.[0], probed, asked, seen }
}

test('without a rehearsal the pair that fits the server is taken, and the plan does not call it proven', async () => {
  const { chosen, finding, probed } = await looked(undefined)
  expect(chosen).toEqual(CLIENT)
  expect(finding).toMatchObject({ level: 'ok', title: { key: 'findings.tools.title' } })
  expect(finding?.triedAt).toBeUndefined()
  expect(probed).toEqual([CLIENT, CLIENT, CLIENT])
})

test('what a rehearsal proved is said, with when', async () => {
  const { chosen, finding } = await looked({ by: CLIENT, refused: [] })
  expect(chosen).toEqual(CLIENT)
  expect(finding).toMatchObject({ level: 'ok', title: { key: 'findings.toolsTried.title' }, triedAt: AT })
})

// Found in a rollback, with OMS down, it would fail on every retry.
test('a pair that a rehearsal saw fail is not taken: the panel takes its place', async () => {
  const { chosen, finding, probed } = await looked({ by: PANEL, refused: [{ tool: CLIENT, raw: 'ERROR 3105' }] })
  expect(chosen).toEqual(PANEL)
  expect(finding).toMatchObject({ level: 'ok', title: { key: 'findings.toolsOwnTried.title' }, triedAt: AT })
  expect(probed).toEqual([PANEL, PANEL, PANEL])
})

test('where nothing brought a sample back, the plan is blocked, with what was said', async () => {
  const refused = [
    { tool: CLIENT, raw: 'ERROR 3105' },
    { tool: PANEL, raw: 'ERROR 1419' },
  ]
  const { finding } = await looked({ by: null, refused })
  expect(finding).toMatchObject({
    level: 'blocking',
    title: { key: 'findings.toolsRefused.title' },
    raw: 'mariadb 10.11.6: ERROR 3105\npanel 1: ERROR 1419',
    offers: 'try-way-back',
  })
})

// A rollback creates them as they are, after the tables have changed places.
test('a view that does not come back blocks the plan, though the tools brought their sample back', async () => {
  const { finding } = await looked({ by: CLIENT, refused: [], changedObjects: ['rm.v\n- a\n+ b', 'rm.w\n- c\n+ d'] })
  expect(finding).toMatchObject({
    level: 'blocking',
    title: { key: 'findings.objectsChange.title', params: { count: 2 } },
    raw: 'rm.v\n- a\n+ b\n\nrm.w\n- c\n+ d',
    triedAt: AT,
    offers: 'try-way-back',
  })
})

test.each([
  ['of another program', { fits: { flavour: 'mariadb', version: '11.8.2' } }],
  ['on another server', { on: { ...ON, identity: 'other' } }],
])('a rehearsal %s says nothing', async (_, change) => {
  const { chosen, finding } = await looked({ by: PANEL, refused: [{ tool: CLIENT, raw: 'ERROR 3105' }] }, change)
  expect(chosen).toMatchObject({ flavour: 'mariadb' })
  expect(finding).toMatchObject({ level: 'ok', title: { key: 'findings.tools.title' } })
})

const IMAGE = { id: 'sha256:1', name: 'oms:feature_3.3.1', container: 'old', installation: 'i' }
const IN_IMAGE = { ...CLIENT, path: '/usr/bin/mysqldump', image: IMAGE }

// Whether the engine gives them a container, and what they reach from it, must not be found out with OMS down.
test('clients in the image are taken once a rehearsal used them, and not before', async () => {
  const untried = await looked(undefined, { fits: IN_IMAGE })
  expect(untried.asked[0]).toMatchObject({ container: 'old', installation: 'i', serverVersion: '10.11.6', database: 'rm' })
  expect(untried.finding).toMatchObject({
    level: 'note',
    title: { key: 'findings.toolsImage.title', params: { dump: '10.11.6', image: IMAGE.name } },
    offers: 'try-way-back',
  })
  expect(untried.seen.tools).toEqual({ dump: PANEL, restore: PANEL })
  const { finding, chosen, seen } = await looked({ by: { ...CLIENT, image: IMAGE.id }, refused: [] }, { fits: IN_IMAGE })
  expect(chosen).toEqual(IN_IMAGE)
  expect(seen.tools).toEqual({ dump: IN_IMAGE, restore: IN_IMAGE })
  expect(finding).toMatchObject({ title: { key: 'findings.toolsImageTried.title' }, triedAt: AT })
})

// The same version in another place is another program, with other libraries and on another network.
test.each([
  ['of this machine', CLIENT],
  ['of another image', { ...CLIENT, image: 'sha256:2' }],
])('a rehearsal of the clients %s says nothing of those in the image', async (_, by) => {
  const { finding, chosen } = await looked({ by, refused: [] }, { fits: IN_IMAGE })
  expect(finding).toMatchObject({ title: { key: 'findings.toolsImage.title' } })
  expect(chosen).toEqual(PANEL)
})

test('clients in the image that a rehearsal saw fail are not taken', async () => {
  const tool = { ...CLIENT, image: IMAGE.id }
  expect((await looked({ by: PANEL, refused: [{ tool, raw: 'ERROR 2002' }] }, { fits: IN_IMAGE })).chosen).toEqual(PANEL)
  const { finding } = await looked({ by: null, refused: [{ tool, raw: 'ERROR 2002' }] }, { fits: IN_IMAGE })
  expect(finding?.raw).toBe('mariadb 10.11.6 in the image sha256:1: ERROR 2002')
})

test('after OMS was stopped the plan says what had been found in its image', async () => {
  const { subject, metaDb, asked } = site(undefined)
  const tools = { dump: IN_IMAGE, restore: IN_IMAGE }
  await chosenTools({ ...subject, plan: { tools } as unknown as Plan }, metaDb, SERVER)
  expect(asked[0]).toMatchObject({ known: tools })
})

/** What the plan says of the emergency kit, where `restore` is taken and `host` lists the client programs of the panel's machine. */
async function kitFindings(restore: { flavour: string; image?: object }, host: string[]) {
  const backups = { hostClients: async () => host.map((flavour) => ({ flavour })) }
  const subject = { world: { backups } } as unknown as Subject
  const seen = { tools: { dump: restore, restore } } as unknown as Seen
  return await METADB_CHECKS.find(({ id }) => id === 'kit-client')?.look(subject, seen)
}

// The kit said so itself, in the hour in which nothing else was left.
test('a plan says when the emergency kit would find no client program to restore with', async () => {
  const asked = (family: string) => [{ level: 'note', title: { key: 'findings.kitClient.title', params: { family } } }]
  expect(await kitFindings(PANEL, [])).toMatchObject(asked('panel'))
  expect(await kitFindings(PANEL, ['mysql'])).toEqual([])
  expect(await kitFindings({ flavour: 'mysql', image: IMAGE }, ['mariadb'])).toMatchObject(asked('mysql'))
  expect(await kitFindings({ flavour: 'mysql', image: IMAGE }, ['mariadb', 'mysql'])).toEqual([])
  expect(await kitFindings(CLIENT, [])).toEqual([])
})

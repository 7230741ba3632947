import { expect, test } from 'vitest'
import type { CreatedObject, NotCreatable } from '../ports/metadb.ts'
import { type RollbackCheckInput, rollbackChecks } from './rollback-checks.ts'

const OLD = 'a'.repeat(64)
const NEW = 'b'.repeat(64)

const CONFIG = [
  'oms_meta_host: m',
  'oms_meta_port: 3306',
  'oms_meta_user: oms',
  'drc_rm_db: rm',
  'drc_cm_db: cm',
  'drc_cm_heartbeat_db: hb',
]

interface Site {
  state: string
  way: RollbackCheckInput['way']
  config?: string
  /** Of an engine that gives no file out of a stopped container: what the new one has. */
  next?: { state: string; source?: string; mountedFrom?: string }
}

const FILE = '/home/admin/conf/config.yaml'
const mounts = (source: string) => [
  { type: 'bind', source: '/home/oms', destination: '/home' },
  { type: 'bind', source, destination: FILE },
]

async function findingsOf({ state, way, config = CONFIG.join('\n'), next }: Site) {
  const container = { id: OLD, name: 'oms_331', state, mounts: mounts('/data/my oms/config.yaml') }
  const docker = {
    engine: async () => ({ readsStopped: next === undefined }),
    container: async () => container,
    containersLabelled: async () => [{ id: NEW, state: next?.state, mounts: mounts(next?.source ?? '/data/my oms/config.yaml') }],
    ask: async () => ({
      exitCode: 0,
      lines: [
        '31 1 254:0 / / rw - overlay o rw',
        `42 31 254:1 ${next?.mountedFrom ?? '/my\\040oms/config.yaml'} ${FILE} rw - ext4 /dev/vda rw`,
      ],
    }),
    image: async () => ({ id: 'sha256:old' }),
    readFile: async (id: string) => {
      if (next !== undefined && id === OLD) throw new Error('it is stopped')
      return config
    },
  }
  const given = {
    world: { docker },
    way,
    backup: null,
    job: { id: 'job' },
    facts: { get: async () => undefined },
    installation: { node: { containerId: OLD, containerName: 'oms_331' }, databases: { rm: 'rm', cm: 'cm', heartbeats: ['hb'] } },
    plan: { node: { oldContainer: { id: OLD, name: 'oms_331', imageId: 'sha256:old' } } },
  } as unknown as RollbackCheckInput
  return await rollbackChecks(given, { withDumps: false })
}

/** What the checks say of the old container in this state. */
async function ofContainer(state: string, way: RollbackCheckInput['way']) {
  return (await findingsOf({ state, way })).find(({ id }) => id === 'rollback-container')
}

// The old OMS would have been started on databases that nobody had restored, and never come Online.
test('a config.yaml with other databases stops a rollback before anything is stopped', async () => {
  const config = CONFIG.join('\n').replace('drc_rm_db: rm', 'drc_rm_db: mysql')
  const ofConfig = async (text?: string) =>
    (await findingsOf({ state: 'exited', way: 'swap', ...(text && { config: text }) })).find(({ id }) => id === 'config-yaml')
  expect(await ofConfig()).toMatchObject({ level: 'ok' })
  expect(await ofConfig(config)).toMatchObject({ level: 'blocking', title: { params: { now: 'mysql, cm, hb', known: 'rm, cm, hb' } } })
  expect(await ofConfig('drc_rm_db: [')).toMatchObject({ level: 'blocking' })
})

// On Podman: said to be fine unread, the old OMS could start on other databases than those that are restored.
test('where the stopped container gives no file, config.yaml is read through the new one, or a person is asked', async () => {
  const ofConfig = async (next: Site['next'], config?: string) =>
    (await findingsOf({ state: 'exited', way: 'swap', ...(next && { next }), ...(config && { config }) })).find(
      ({ id }) => id === 'config-yaml',
    )
  const other = CONFIG.join('\n').replace('drc_rm_db: rm', 'drc_rm_db: mysql')
  expect(await ofConfig({ state: 'running' })).toMatchObject({ level: 'ok' })
  expect(await ofConfig({ state: 'running' }, other)).toMatchObject({ level: 'blocking' })
  const asked = { level: 'confirm', title: { key: 'findings.configUnread.title', params: { databases: 'rm, cm, hb' } } }
  expect(await ofConfig({ state: 'exited' })).toMatchObject(asked)
  // Another file, and one in whose place an editor put a new one: the running container still has the old.
  expect(await ofConfig({ state: 'running', source: '/data/other/config.yaml' })).toMatchObject(asked)
  expect(await ofConfig({ state: 'running', mountedFrom: '/my\\040oms/config.yaml//deleted' })).toMatchObject(asked)
  expect(await ofConfig({ state: 'running', mountedFrom: '/my\\040oms/config.yaml.bak' })).toMatchObject(asked)
})

// The new OMS was stopped first, and then the databases could not be replaced.
test('an old OMS that may write stops a rollback that replaces databases before anything is stopped', async () => {
  for (const state of ['running', 'paused', 'restarting']) {
    expect(await ofContainer(state, 'swap')).toMatchObject({ level: 'blocking', title: { params: { name: 'oms_331', state } } })
    expect(await ofContainer(state, 'drop-and-restore')).toMatchObject({ level: 'blocking' })
  }
  expect(await ofContainer('exited', 'swap')).toMatchObject({ level: 'ok' })
})

test('where no new container has run, the old one may run on', async () => {
  expect(await ofContainer('running', 'nothing')).toMatchObject({ level: 'ok' })
})

/** What the checks say of the objects of a backup, on a MetaDB that refuses this one. */
async function ofObjects(refused: NotCreatable[], way: RollbackCheckInput['way'] = 'swap') {
  const asked: CreatedObject[] = []
  const metaDb = {
    async notCreatable(objects: readonly CreatedObject[]) {
      asked.push(...objects)
      return refused
    },
    account: async () => ({ user: 'oms@%' }),
    close: async () => undefined,
  }
  const structure = { objects: [{ kind: 'trigger', name: 'tr', definer: 'root@%', statement: 'CREATE TRIGGER tr' }] }
  const given = {
    world: { docker: { container: async () => 'missing' }, metaDbs: { open: async () => metaDb }, backups: {} },
    way,
    backup: { folder: '/b', manifest: { databases: [{ inventory: { database: 'rm' }, structure, dump: { file: 'rm.sql', bytes: 1 } }] } },
    facts: { get: async () => undefined },
    installation: {
      node: { containerId: OLD, containerName: 'oms_331' },
      databases: { rm: 'rm', cm: 'cm', heartbeats: ['hb'] },
      metaDb: {},
    },
    plan: { node: { oldContainer: { id: OLD, name: 'oms_331', imageId: 'sha256:old' } } },
  } as unknown as RollbackCheckInput
  const findings = await rollbackChecks(given, { withDumps: false })
  return { asked, found: findings.filter(({ id }) => /rollback-(objects|definers|binary-log)/.test(id)) }
}

// A right that was revoked between upgrade and rollback was noticed when the tables were back and their triggers could not be made.
test('what the account could not create again stops a rollback before anything is stopped', async () => {
  const refusal = { object: 'rm.tr', definer: 'root@%', because: 'definer' as const, privileges: ['SET_ANY_DEFINER'] }
  const { asked, found } = await ofObjects([refusal])
  expect(asked).toMatchObject([{ database: 'rm', kind: 'trigger', name: 'tr' }])
  expect(found).toMatchObject([
    { id: 'rollback-definers', level: 'blocking', raw: expect.stringContaining('GRANT SET_ANY_DEFINER ON *.*') },
  ])
  expect((await ofObjects([{ ...refusal, because: 'binary-log' }])).found).toMatchObject([{ id: 'rollback-binary-log', level: 'blocking' }])
  expect((await ofObjects([])).found).toMatchObject([{ id: 'rollback-objects', level: 'ok' }])
  expect((await ofObjects([refusal], 'nothing')).found).toEqual([])
})

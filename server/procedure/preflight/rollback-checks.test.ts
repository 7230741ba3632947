import { expect, test } from 'vitest'
import { type RollbackCheckInput, rollbackChecks } from './rollback-checks.ts'

const OLD = 'a'.repeat(64)

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
}

async function findingsOf({ state, way, config = CONFIG.join('\n') }: Site) {
  const docker = {
    container: async () => ({ id: OLD, name: 'oms_331', state }),
    image: async () => ({ id: 'sha256:old' }),
    readFile: async () => config,
  }
  const given = {
    world: { docker },
    way,
    backup: null,
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

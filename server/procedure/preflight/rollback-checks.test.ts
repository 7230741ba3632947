import { expect, test } from 'vitest'
import { type RollbackCheckInput, rollbackChecks } from './rollback-checks.ts'

const OLD = 'a'.repeat(64)

/** What the checks say of the old container in this state. */
async function ofContainer(state: string, way: RollbackCheckInput['way']) {
  const docker = { container: async () => ({ id: OLD, name: 'oms_331', state }), image: async () => ({ id: 'sha256:old' }) }
  const given = {
    world: { docker },
    way,
    backup: null,
    facts: { get: async () => undefined },
    installation: { node: { containerId: OLD, containerName: 'oms_331' } },
    plan: { node: { oldContainer: { id: OLD, name: 'oms_331', imageId: 'sha256:old' } } },
  } as unknown as RollbackCheckInput
  const findings = await rollbackChecks(given, { withDumps: false })
  return findings.find(({ id }) => id === 'rollback-container')
}

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

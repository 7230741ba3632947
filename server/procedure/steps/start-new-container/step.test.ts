import { expect, test } from 'vitest'
import type { Acting, UpgradeContext } from '../../context.ts'
import { startNewContainer } from './step.ts'

const FILE = ['oms_meta_host: m', 'oms_meta_port: 1', 'oms_meta_user: u', 'drc_rm_db: a', 'drc_cm_db: b', 'drc_cm_heartbeat_db: c']

/** A start while something answers at each of the ports that the step asks; `kept`: what the preflight of the job read. */
async function start(readsStopped: boolean, kept?: { ports: number[] }) {
  const asked: number[] = []
  const old = { id: 'old', name: 'oms_331', state: 'exited', spec: { HostConfig: { NetworkMode: 'host' } } }
  const docker = {
    container: async (id: string) => (id === 'old' ? old : 'missing'),
    containersLabelled: async () => [],
    engine: async () => ({ readsStopped }),
    readFile: async () => [...FILE, 'sshd_server_port: 2024'].join('\n'),
  }
  const context = {
    world: { docker, isListening: async (_: string, port: number) => asked.push(port) > 0 },
    installation: { node: { hostIp: '10.0.0.5' } },
    plan: { node: { oldContainer: { id: 'old', name: 'oms_331' }, newContainerName: 'oms_340' } },
    job: { id: 'job' },
    facts: { get: async (name: string) => (name === 'configYaml' ? kept : undefined) },
  } as unknown as Acting<UpgradeContext>
  const cause: unknown = await startNewContainer.run(context, new AbortController().signal).catch((error: unknown) => error)
  return { asked, cause }
}

const taken = (port: string) => ({ problem: { said: { key: 'errors.portTaken', params: { port } } } })

// On Podman the step failed there, with OMS down.
test('the ports are those of config.yaml, or of the preflight where the engine gives no file out of a stopped container', async () => {
  const read = await start(true, { ports: [7777] })
  expect(read).toMatchObject({ asked: [8089, 8090, 8088, 9000, 2024], cause: taken('8089, 8090, 8088, 9000, 2024') })
  const kept = await start(false, { ports: [7777] })
  expect(kept).toMatchObject({ asked: [7777], cause: taken('7777') })
  // Unknown ports are not free ports.
  expect((await start(false)).cause).toMatchObject({ problem: { said: { key: 'errors.factMissing' } } })
})

import { expect, test } from 'vitest'
import type { MetaDbTls } from '../../contract/metadb-tls.ts'
import type { InstallationAccess } from '../installation-access.ts'
import type { EngineInfo } from '../ports/engine.ts'
import type { MetaDbReader } from '../ports/metadb.ts'
import type { Seen, Subject } from './check.ts'
import { CONTAINER_CHECKS } from './container-checks.ts'
import { METADB_CHECKS } from './metadb-checks.ts'
import { SITE_CHECKS } from './new-container-checks.ts'

async function found(id: string, subject: unknown, seen: unknown = {}): Promise<string[]> {
  const check = [...METADB_CHECKS, ...CONTAINER_CHECKS, ...SITE_CHECKS].find((one) => one.id === id)
  const findings = await check?.look(subject as Subject, seen as Seen)
  return (findings ?? []).map(({ level, title }) => `${level} ${title.key}`)
}

// "If offered" is the default, so a site whose MetaDB lost its TLS would never hear of it.
test('a plan says whether the traffic to the MetaDB is clear text', async () => {
  const look = (tls: MetaDbTls, cipher: string | null) => {
    const installation: Pick<InstallationAccess, 'metaDb'> = { metaDb: { tls } as InstallationAccess['metaDb'] }
    const metaDb: Pick<MetaDbReader, 'cipher'> = { cipher: async () => cipher }
    return found('metadb-tls', { installation }, { metaDb })
  }
  expect(await look({ mode: 'offered' }, null)).toEqual(['note findings.metadbClear.title'])
  expect(await look({ mode: 'off' }, null)).toEqual(['note findings.metadbClear.title'])
  expect(await look({ mode: 'offered' }, 'TLS_X')).toEqual(['ok findings.metadbEncrypted.title'])
  expect(await look({ mode: 'verified', ca: 'x' }, 'TLS_X')).toEqual(['ok findings.metadbVerified.title'])
})

test('a plan says that a Docker engine is reached in clear text', async () => {
  const look = (transport: EngineInfo['transport']) =>
    found('engine', { world: { docker: { engine: async () => ({ transport, version: '28', architecture: 'amd64' }) } } })
  expect(await look('clear')).toEqual(['ok findings.engine.title', 'note findings.engineClear.title'])
  expect(await look('tls')).toEqual(['ok findings.engine.title'])
  expect(await look('socket')).toEqual(['ok findings.engine.title'])
})

test('a plan says that it is Podman that answers', async () => {
  const engine = async () => ({ transport: 'socket', product: 'podman', version: '4.3.1', architecture: 'amd64' })
  expect(await found('engine', { world: { docker: { engine } } })).toEqual(['ok findings.enginePodman.title'])
})

// The step that switches it off would have failed with OMS about to stop; left as it was, a reboot starts both containers.
test('a restart policy that the engine cannot change blocks before anything is stopped', async () => {
  const look = (changesRestartPolicy: boolean, Name: string) =>
    found('restart-policy', {}, { engine: { changesRestartPolicy, version: '4.3.1' }, old: { name: 'oms_331', restartPolicy: { Name } } })
  for (const name of ['always', 'unless-stopped', 'on-failure']) {
    expect(await look(false, name)).toEqual(['blocking findings.restartPolicyFixed.title'])
    expect(await look(true, name)).toEqual([])
  }
  for (const none of ['', 'no']) expect(await look(false, none)).toEqual([])
})

// Podman's list does not tell the network, so another OMS on the same address went unseen.
test('another OMS on the same address is found whatever the list of containers tells', async () => {
  const look = (listed: string | null, NetworkMode: string) => {
    const other = { name: 'oms_2', spec: { Env: ['OMS_HOST_IP=10.0.0.5'], HostConfig: { NetworkMode } } }
    const docker = { listContainers: async () => [{ id: 'b', state: 'running', networkMode: listed }], container: async () => other }
    return found('ports', { world: { docker }, installation: { node: { containerId: 'a', hostIp: '10.0.0.5' } } })
  }
  expect(await look(null, 'host')).toEqual(['blocking findings.portsShared.title'])
  expect(await look('host', 'host')).toEqual(['blocking findings.portsShared.title'])
  for (const listed of [null, 'bridge']) expect(await look(listed, 'bridge')).toEqual(['ok findings.ports.title'])
})

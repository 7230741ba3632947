import { expect, test } from 'vitest'
import type { MetaDbTls } from '../../contract/metadb-tls.ts'
import type { InstallationAccess } from '../installation-access.ts'
import type { EngineInfo } from '../ports/engine.ts'
import type { MetaDbReader } from '../ports/metadb.ts'
import type { Seen, Subject } from './check.ts'
import { CONTAINER_CHECKS } from './container-checks.ts'
import { METADB_CHECKS } from './metadb-checks.ts'

async function found(id: string, subject: unknown, seen: unknown = {}): Promise<string[]> {
  const check = [...METADB_CHECKS, ...CONTAINER_CHECKS].find((one) => one.id === id)
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

// Found only as the new container was to start, it left OMS down.
test('Podman’s socket blocks before anything is stopped', async () => {
  const engine = async () => ({ transport: 'socket', product: 'podman', version: '4.3.1', architecture: 'amd64' })
  expect(await found('engine', { world: { docker: { engine } } })).toEqual(['blocking findings.enginePodman.title'])
})

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MetaDbTls } from '../../contract/metadb-tls.ts'
import { emergencyKit } from '../../domain/emergency-kit.ts'
import { type Certificates, makeCertificates } from '../metadb/testing/make-certificates.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from '../metadb/testing/start-private-mariadb.ts'

let own: Certificates
let foreign: Certificates
let server: PrivateMariaDb
let folder: string

beforeAll(async () => {
  own = await makeCertificates(['IP:127.0.0.1'])
  foreign = await makeCertificates(['IP:127.0.0.1'])
  server = await startPrivateMariaDb({ tls: own.files, options: ['--require-secure-transport=ON'] })
  folder = await mkdtemp(join(tmpdir(), 'panel-kit-tls-'))
  await mkdir(join(folder, 'bin'))
  // Containers are what the emergency kit's own test is about.
  await writeFile(join(folder, 'bin', 'docker'), '#!/bin/sh\nexit 0\n')
  await chmod(join(folder, 'bin', 'docker'), 0o755)
}, 60_000)

afterAll(async () => {
  await server.stop()
  await Promise.all([own.remove(), foreign.remove(), rm(folder, { recursive: true, force: true })])
})

const DUMP = '-- MariaDB dump 10.19\n-- Dump completed on 2026-12-24\n'
const REFUSED = /cannot be used with this account/

/** What the script says with this setting, from the check of the dumps on. */
async function say(tls: MetaDbTls): Promise<string> {
  const { host, port, user, password } = server.root
  const files = emergencyKit({
    job: { id: 'job', number: 1 },
    installation: { name: 'oms', from: '3.3.1', to: '3.4.0' },
    t1: '2026-12-24T00:00:00.000Z',
    metaDb: { host, port, user, tls },
    oldContainer: { id: 'a'.repeat(64), name: 'oms_331', restartPolicy: { Name: 'no' } },
    newContainerName: null,
    haConfigBefore: null,
    capabilities: null,
    grants: [],
    databases: [
      {
        ...{ database: 'rm', characterSet: 'utf8mb4', collation: 'utf8mb4_bin', options: '', tables: [], objects: [] },
        dump: { file: 'rm.sql', sha256: createHash('sha256').update(DUMP).digest('hex') },
      },
    ],
  })
  await writeFile(join(folder, 'rm.sql'), DUMP)
  await writeFile(join(folder, 'rollback.sh'), files.find(({ name }) => name === 'rollback.sh')?.text ?? '')
  const child = spawn('sh', [join(folder, 'rollback.sh')], { env: { ...process.env, PATH: `${folder}/bin:${process.env['PATH']}` } })
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  child.stdin.end(`${password.reveal()}\n`)
  await new Promise((resolve) => child.once('close', resolve))
  return said
}

// Used when the panel is gone: it has to reach the MetaDB as the panel did, and nobody else in its place.
test('the emergency kit protects its sessions as the panel did', async () => {
  expect(await say({ mode: 'off' })).toMatch(REFUSED)
  expect(await say({ mode: 'verified', ca: foreign.ca })).toMatch(REFUSED)
  for (const tls of [{ mode: 'offered' as const }, { mode: 'verified' as const, ca: own.ca }]) {
    const said = await say(tls)
    expect(said).not.toMatch(REFUSED)
    expect(said).toContain('Restoring rm beside it')
  }
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MetaDbTls } from '../../contract/metadb-tls.ts'
import type { MetaDbLogin } from '../../procedure/ports/metadb.ts'
import { probeByClient } from '../backups/testing/client-tools.ts'
import { connectMetaDbs } from './connect-meta-dbs.ts'
import { type Certificates, makeCertificates } from './testing/make-certificates.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from './testing/start-private-mariadb.ts'

let own: Certificates
let foreign: Certificates
let folder: string
/** Offers TLS, does not offer it, offers it with a certificate for another name, takes nothing else. */
let secure: PrivateMariaDb
let clear: PrivateMariaDb
let misnamed: PrivateMariaDb

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panel-tls-'))
  own = await makeCertificates(['IP:127.0.0.1'])
  foreign = await makeCertificates(['DNS:localhost', 'IP:127.0.0.2'])
  // One after the other: two that set up their folder at once take each other's temporary files.
  secure = await startPrivateMariaDb({ tls: own.files, options: ['--require-secure-transport=ON'] })
  clear = await startPrivateMariaDb()
  misnamed = await startPrivateMariaDb({ tls: foreign.files })
  for (const server of [secure, clear, misnamed]) await server.sql('create database rm')
}, 60_000)

afterAll(async () => {
  await Promise.all([secure, clear, misnamed].map((server) => server.stop()))
  await Promise.all([own.remove(), foreign.remove(), rm(folder, { recursive: true, force: true })])
})

const OFF: MetaDbTls = { mode: 'off' }
const OFFERED: MetaDbTls = { mode: 'offered' }
const verified = (certificates: Certificates): MetaDbTls => ({ mode: 'verified', ca: certificates.ca })

async function cipherOf(login: MetaDbLogin): Promise<string | null> {
  const metaDb = await connectMetaDbs().open(login)
  try {
    return await metaDb.cipher()
  } finally {
    await metaDb.close()
  }
}

async function problemOf(work: Promise<unknown>): Promise<{ key: string; field: string | undefined } | 'none'> {
  return await work.then(
    () => 'none' as const,
    (error: { problem?: { said: { key: string }; field?: string } }) => {
      if (error.problem === undefined) throw error
      return { key: error.problem.said.key, field: error.problem.field }
    },
  )
}

/** What both clients answer: the driver, and the dump tool that reads the same login from its option file. */
async function bothSay(login: MetaDbLogin) {
  return [await problemOf(cipherOf(login)), await problemOf(probeByClient(login, 'rm'))]
}

const as = (server: PrivateMariaDb, tls: MetaDbTls): MetaDbLogin => ({ ...server.root, tls })

// Without this a site that requires TLS is locked out, and one that offers it is read in clear text.
test('an encrypted session comes about where the server offers one, proven or not', async () => {
  expect(await cipherOf(as(secure, OFFERED))).toMatch(/^(TLS|ECDHE)/)
  expect(await cipherOf(as(secure, verified(own)))).toMatch(/^(TLS|ECDHE)/)
  expect(await cipherOf(as(clear, OFFERED))).toBeNull()
  expect(await cipherOf(as(misnamed, OFF))).toBeNull()
  expect(await bothSay(as(secure, OFFERED))).toEqual(['none', 'none'])
  expect(await bothSay(as(secure, verified(own)))).toEqual(['none', 'none'])
  expect(await bothSay(as(clear, OFFERED))).toEqual(['none', 'none'])
  expect(await bothSay(as(clear, OFF))).toEqual(['none', 'none'])
})

describe('nothing is sent to a server that the CA does not prove', () => {
  test('another CA', async () => {
    const problem = { key: 'metadb.tlsUnproven', field: 'metaDb.tls.ca' }
    expect(await bothSay(as(secure, verified(foreign)))).toEqual([problem, problem])
  })

  // The certificate names 127.0.0.2 and localhost; Node checks addresses against localhost when it is not told better.
  test('a certificate for another address', async () => {
    expect(await bothSay(as(misnamed, verified(foreign)))).toEqual([
      { key: 'metadb.tlsOtherName', field: 'metaDb.host' },
      // MariaDB's client of 10.11 says no more than that it is not proven.
      { key: 'metadb.tlsUnproven', field: 'metaDb.tls.ca' },
    ])
    expect(await cipherOf({ ...as(misnamed, verified(foreign)), host: 'localhost' })).toMatch(/^(TLS|ECDHE)/)
  })

  test('a server without TLS', async () => {
    const problem = { key: 'metadb.tlsNotOffered', field: 'metaDb.tls.mode' }
    expect(await bothSay(as(clear, verified(own)))).toEqual([problem, problem])
  })
})

// It used to be a wrong password and nothing else: MariaDB has the same words for both.
test('whoever is refused while TLS is off hears that the server may require it', async () => {
  await misnamed.sql("create or replace user careful identified by 'pw' require ssl", 'grant all on *.* to careful')
  for (const login of [as(secure, OFF), misnamed.login('careful', 'pw', OFF)]) {
    const hints = [cipherOf(login), probeByClient(login, 'rm')].map((work) =>
      work.then(
        () => 'none',
        (error: { problem?: { hint?: { key: string } } }) => error.problem?.hint?.key,
      ),
    )
    expect(await Promise.all(hints)).toEqual(['metadb.checkAccountOrTls', 'metadb.checkAccountOrTls'])
  }
  expect(await bothSay(misnamed.login('careful', 'pw', OFFERED))).toEqual(['none', 'none'])
})

// The servers count connections that end in the middle, and block a host that has too many of them.
test('a session to a server without TLS leaves no failed connection behind', async () => {
  const aborted = () => clear.value("select variable_value from information_schema.global_status where variable_name = 'ABORTED_CONNECTS'")
  const before = await aborted()
  await cipherOf(as(clear, OFFERED))
  expect(await aborted()).toBe(before)
})

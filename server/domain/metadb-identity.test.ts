import { expect, test } from 'vitest'
import { isSameMetaDb, isSameServer, type MetaDbSite, serverIdentity } from './metadb-identity.ts'

const SITE: MetaDbSite = {
  address: { host: '10.0.0.9', port: 3306 },
  identity: 'uuid|db1|3306|/data/',
  databases: { rm: 'rm_331', cm: 'cm_331', heartbeats: ['cm_hb_331'] },
}

// Two installations on one MetaDB are two upgrades that drop each other's databases.
test('one server is known under another name, and by its address where it does not say who it is', () => {
  expect(isSameMetaDb(SITE, { ...SITE, address: { host: 'db.example', port: 3307 } })).toBe(true)
  expect(isSameMetaDb(SITE, { ...SITE, identity: null })).toBe(true)
  expect(isSameMetaDb(SITE, { ...SITE, address: { host: '10.0.0.9', port: 3306 }, identity: 'another' })).toBe(true)
})

test('another server, or other databases on the same one, are another MetaDB', () => {
  const elsewhere = { host: '10.0.0.10', port: 3306 }
  expect(isSameMetaDb(SITE, { ...SITE, address: elsewhere, identity: 'uuid|db2|3306|/data/' })).toBe(false)
  expect(isSameMetaDb({ ...SITE, identity: null }, { ...SITE, address: elsewhere, identity: null })).toBe(false)
  expect(isSameMetaDb(SITE, { ...SITE, databases: { rm: 'rm_2', cm: 'cm_2', heartbeats: ['hb_2'] } })).toBe(false)
})

test('one server is one server, whatever databases are asked about', () => {
  const { address, identity } = SITE
  expect(isSameServer(SITE, { address: { host: 'db.example', port: 3307 }, identity })).toBe(true)
  expect(isSameServer(SITE, { address, identity: null })).toBe(true)
  expect(isSameServer({ address, identity: null }, { address: { ...address, port: 3307 }, identity: null })).toBe(false)
})

test('one database in common is enough, in any spelling', () => {
  expect(isSameMetaDb(SITE, { ...SITE, databases: { rm: 'RM_331', cm: 'cm_2', heartbeats: ['hb_2'] } })).toBe(true)
})

test('an identity needs more than a UUID, and OceanBase has none', () => {
  const variables = new Map([
    ['server_uuid', 'u'],
    ['hostname', 'db1'],
    ['port', '3306'],
    ['datadir', '/data/'],
  ])
  expect(serverIdentity(variables)).toBe('u|db1|3306|/data/')
  expect(serverIdentity(new Map([...variables].slice(1)))).toBe('|db1|3306|/data/')
  expect(serverIdentity(new Map([['server_uuid', 'u']]))).toBeNull()
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { besideName } from '../../domain/beside-name.ts'
import { changedObjects } from './changed-objects.ts'
import { ConnectionSource } from './connection-source.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from './testing/start-private-mariadb.ts'

const SCRATCH = besideName('rm', 'abcdefghij', 'new')

let server: PrivateMariaDb
let source: ConnectionSource

beforeAll(async () => {
  server = await startPrivateMariaDb()
  source = new ConnectionSource(server.root)
  await server.sql(
    'create database rm',
    `create database ${SCRATCH}`,
    'use rm',
    'create table t (id int)',
    'create function f(x varchar(20)) returns int deterministic no sql return 1',
    'create function `g``(`(x int) returns int deterministic no sql return x',
    "create view v as select f('`f`(') as `f`, `g``(`(f(id)) as g, rm.f(id) as h from t",
  )
})

afterAll(async () => {
  source.close()
  await server.stop()
})

// A view names the database of its tables, and not that of a function beside it: every plan there was blocked.
test('a view that calls functions of its own database comes back as it is', async () => {
  expect(await changedObjects(source, SCRATCH, ['rm'])).toEqual([])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { besideName } from '../../domain/beside-name.ts'
import { changedObjects } from './changed-objects.ts'
import { ConnectionSource } from './connection-source.ts'
import { readStructure } from './read-structure.ts'
import { type PrivateMariaDb, startPrivateMariaDb } from './testing/start-private-mariadb.ts'
import { createObject, dropObject } from './write-object.ts'

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

// The server prints a backslash in a comment twice, also where its mode would then keep both.
test('a routine that reads back in another way is named, and does not stay in the way of the next try', async () => {
  await server.sql('use rm', "set sql_mode = 'NO_BACKSLASH_ESCAPES'", "create procedure p() comment 'a\\' select 1", "set sql_mode = ''")
  expect(await changedObjects(source, SCRATCH, ['rm'])).toEqual([expect.stringMatching(/^rm\.p\nstatement\n/)])
  const { objects } = await source.use((session) => readStructure(session, 'rm'))
  const object = objects.find(({ name }) => name === 'p')
  if (object === undefined) throw new Error('no procedure')
  await source.use((session) => dropObject(session, 'rm', object))
  for (const _ of [1, 2])
    await expect(createObject(source, 'rm', object)).rejects.toMatchObject({ problem: { said: { key: 'metadb.objectDiffers' } } })
})

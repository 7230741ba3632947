import { describe, expect, test } from 'vitest'
import { type ObjectKind, type StoredObject, withFingerprint } from './databases/structure.ts'
import { emergencyKit } from './emergency-kit.ts'
import type { EmergencyKitFacts } from './emergency-kit-facts.ts'
import { quoteForShell } from './quote-for-shell.ts'
import { LONG_SESSION } from './restore-session.ts'

function stored(kind: ObjectKind, name: string, statement: string, more: Partial<StoredObject> = {}): StoredObject {
  const settings = { sqlMode: 'ANSI', characterSetClient: 'utf8mb4', collationConnection: 'utf8mb4_bin', databaseCollation: 'utf8mb4_bin' }
  return withFingerprint({ kind, name, table: null, definer: 'a@b', statement, ...settings, timeZone: null, order: null, ...more })
}

const facts: EmergencyKitFacts = {
  job: { id: 'job1', number: 12 },
  installation: { name: 'Beijing', from: '3.3.1', to: '3.4.0' },
  t1: '2024-03-05T06:07:08.900Z',
  metaDb: { host: '10.0.0.5', port: 2883, user: 'oms@meta#cluster', tls: { mode: 'offered' } },
  oldContainer: { id: 'a'.repeat(64), name: 'oms_331', restartPolicy: { Name: 'always' } },
  newContainerName: 'oms_340',
  haConfigBefore: '{"enable":true,"refetchStoreIntervalMin":30}',
  capabilities: { userLocks: 'end', liftsLimit: true, statementLimitSeconds: 10, endsStatements: true },
  grants: [
    { database: 'rm_331', kind: 'procedure', name: 'p', user: "it's", host: '%', rights: ['execute', 'alter routine'], isGrantable: true },
  ],
  databases: [
    {
      database: 'rm_331',
      characterSet: 'utf8mb4',
      collation: 'utf8mb4_bin',
      options: "DEFAULT ENCRYPTION='N'",
      dump: { file: 'attempt-2/rm_331.sql', sha256: 'b'.repeat(64) },
      tables: [{ name: 'oms_project', rows: 3, hasHistory: false }],
      objects: [stored('procedure', 'p', "create procedure p() select 'a;b' -- x\u0001")],
    },
  ],
}

const textOf = (file: string, changes: Partial<EmergencyKitFacts> = {}) =>
  emergencyKit({ ...facts, ...changes }).find(({ name }) => name === file)?.text ?? ''

test('only the script can be run', () => {
  expect(emergencyKit(facts).map(({ name, executable }) => [name, executable])).toEqual([
    ['ROLLBACK.txt', false],
    ['rollback.sh', true],
  ])
})

test('every backup file is checked, restored beside and counted before the first command that touches OMS', () => {
  const lines = textOf('rollback.sh').split('\n')
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start))
  const firstChange = Math.min(...['set_policy "', 'stop_container "', '  set_policy "', 'make_room '].map(at).filter((line) => line >= 0))
  const order = ['check_dump ', "sql 'select 1'", 'restore_beside ', 'count_rows '].map(at)
  expect(order).toEqual([...order].sort((a, b) => a - b))
  for (const line of order) expect(line).toBeGreaterThan(0)
  expect(order.at(-1)).toBeLessThan(firstChange)
  expect(textOf('rollback.sh')).not.toMatch(/\bsource /)
})

// A client without it uploads whatever file of the machine a server asks for.
test('no call of the client may send a local file', () => {
  const calls = textOf('rollback.sh')
    .split('\n')
    .filter((line) => line.includes('"$CLIENT" --defaults-file'))
  expect(calls).toHaveLength(2)
  for (const line of calls) expect(line).toContain('--local-infile=0')
})

test('a stored object goes whole as one word, with its settings before it; what cannot go that way is named and kept in a file', () => {
  const line = textOf('rollback.sh')
    .split('\n')
    .find((one) => one.startsWith('create_object '))
  expect(line).toContain("'set session sql_mode = '\\''ANSI'\\''")
  const [database] = facts.databases
  if (database === undefined) throw new Error('no database')
  const odd = [
    stored('procedure', 'long', `create procedure long() select '${'x'.repeat(130_000)}'`),
    stored('view', 'other', 'create view other as select 1', { databaseCollation: 'latin1_swedish_ci' }),
    stored('event', 'gbk', "create event gbk on schedule every 1 day do select '元'", { characterSetClient: 'gbk' }),
  ]
  const files = emergencyKit({ ...facts, databases: [{ ...database, objects: odd }] })
  expect(files.map(({ name }) => name).slice(2)).toEqual(['create-by-hand-1.sql', 'create-by-hand-2.sql', 'create-by-hand-3.sql'])
  expect(files[2]?.text).toBe(odd[0]?.statement)
  const text = files.find(({ name }) => name === 'ROLLBACK.txt')?.text ?? ''
  expect(text).toContain('create-by-hand-3.sql: event gbk in rm_331, because its text is in the character set gbk')
  expect(files.find(({ name }) => name === 'rollback.sh')?.text.match(/^left_to_you /gm)).toHaveLength(3)
})

// A lock that outlives its session is held for good by a restore that was killed once: no kit may wait for it.
test.each([
  ['end', 'end'],
  ['stay', 'stay'],
  ['none', 'none'],
] as const)('the fence is used as the plan saw it: %s', (userLocks, word) => {
  expect(
    textOf('rollback.sh', { capabilities: { userLocks, liftsLimit: true, statementLimitSeconds: 10, endsStatements: true } }),
  ).toContain(`USER_LOCKS=${word}\nLIMIT_SECONDS=''\nENDS=''\n`)
})

test('a server that nobody asked is asked by the script; one that cannot is named', () => {
  expect(textOf('rollback.sh', { capabilities: null })).toContain("USER_LOCKS=''\n")
  const cannot = { userLocks: 'none', liftsLimit: false, statementLimitSeconds: 10, endsStatements: false } as const
  expect(textOf('rollback.sh', { capabilities: cannot })).toContain('LIMIT_SECONDS=10\nENDS=no\n')
})

test('limits are raised in every session, and nothing names a variable that not every server has outside of what is tried', () => {
  const script = textOf('rollback.sh')
  for (const setting of LONG_SESSION) expect(script).toContain(quoteForShell(setting))
  const tried = script.split('\n').filter((line) => /^for SETTING in /.test(line))
  expect(tried).toHaveLength(2)
  const outside = tried.reduce((text, line) => text.replace(line, ''), script)
  expect(outside).not.toMatch(/sql_notes|\bob_\w+|max_(statement|execution)_time|innodb_|check_constraint/i)
})

test('rights on single routines come after the routines', () => {
  const lines = textOf('rollback.sh').split('\n')
  const at = lines.findIndex((line) => line.startsWith('grant_again '))
  expect(lines[at]).toContain(
    "grant execute, alter routine on procedure `rm_331`.`p` to '\\''it'\\'''\\''s'\\''@'\\''%'\\'' with grant option'",
  )
  expect(at).toBeGreaterThan(lines.indexOf('create_all'))
})

test('ha.config as it was is in the script and in the text, to the letter', () => {
  for (const file of ['ROLLBACK.txt', 'rollback.sh']) expect(textOf(file)).toContain('{"enable":true,"refetchStoreIntervalMin":30}')
})

test('the databases come back with their character set and collation, and the container with its restart policy', () => {
  const script = textOf('rollback.sh')
  expect(script).toContain("'character set utf8mb4 collate utf8mb4_bin'")
  expect(script).toContain('OLD_POLICY=always\n')
  const limited = { ...facts.oldContainer, restartPolicy: { Name: 'on-failure', MaximumRetryCount: 4 } }
  expect(textOf('rollback.sh', { oldContainer: limited })).toContain('OLD_POLICY=on-failure:4\n')
  const none = { ...facts.oldContainer, restartPolicy: { Name: '' } }
  expect(textOf('rollback.sh', { oldContainer: none })).toContain('OLD_POLICY=no\n')
  expect(script).toContain(`T1_SECONDS=${Date.UTC(2024, 2, 5, 6, 7, 8) / 1000}\n`)
})

test('without dumps no database is named, and only the old container is started', () => {
  const script = textOf('rollback.sh', { databases: [] })
  expect(script).not.toMatch(/drop database|PASSWORD|restore_beside/)
  expect(script).toContain('docker start "$OLD"')
  expect(textOf('ROLLBACK.txt', { databases: [] })).toContain('Only the old container has to be started again')
})

describe('names are data', () => {
  const evil = "x\n$(touch EVIL)`touch EVIL`; touch EVIL # ' \" \\ ' -rf"
  const everywhere: Partial<EmergencyKitFacts> = {
    job: { id: evil, number: 1 },
    installation: { name: evil, from: evil, to: evil },
    metaDb: { host: evil, port: 1, user: evil, tls: { mode: 'verified', ca: evil } },
    oldContainer: { id: evil, name: evil, restartPolicy: { Name: evil } },
    newContainerName: evil,
    haConfigBefore: evil,
    databases: [
      {
        ...facts.databases[0],
        database: evil,
        characterSet: 'latin1',
        collation: 'latin1_bin',
        options: evil,
        dump: { file: evil, sha256: evil },
        tables: [{ name: 'x`y', rows: 1, hasHistory: false }],
        objects: [stored('view', 'v', evil, { databaseCollation: 'latin1_bin' })],
      },
    ],
  }

  test('none of them leaves its quotes in the script', () => {
    const script = textOf('rollback.sh', everywhere)
    const fixed = textOf('rollback.sh').split('\n').length
    expect(script.split('\n').length).toBeGreaterThan(fixed)
    // What is left when every quoted word is taken away: a quote inside one is written '\''.
    const outside = script.replaceAll(
      /(?<=^[A-Z_0-9]+=|^(?:check_dump|database|restore_beside|count_rows|make_room|bring_back|create_object|left_to_you|grant_again) .*| )'(?:[^']|'\\'')*'(?=$| )/gm,
      '',
    )
    expect(outside).not.toContain('EVIL')
  })

  test('none of them adds a line to the text', () => {
    expect(textOf('ROLLBACK.txt', everywhere).split('\n')).toHaveLength(textOf('ROLLBACK.txt').split('\n').length)
  })

  test('a collation that is none is refused', () => {
    const [database] = facts.databases
    if (!database) throw new Error('no database')
    expect(() => emergencyKit({ ...facts, databases: [{ ...database, collation: 'utf8mb4_bin; drop database x' }] })).toThrow('collation')
  })
})

import { describe, expect, test } from 'vitest'
import { emergencyKit } from './emergency-kit.ts'
import type { EmergencyKitFacts } from './emergency-kit-facts.ts'

const facts: EmergencyKitFacts = {
  job: { id: 'job1', number: 12 },
  installation: { name: 'Beijing', from: '3.3.1', to: '3.4.0' },
  t1: '2024-03-05T06:07:08.900Z',
  metaDb: { host: '10.0.0.5', port: 2883, user: 'oms@meta#cluster' },
  oldContainer: { id: 'a'.repeat(64), name: 'oms_331', restartPolicy: { Name: 'always' } },
  newContainerName: 'oms_340',
  databases: [
    {
      database: 'rm_331',
      characterSet: 'utf8mb4',
      collation: 'utf8mb4_bin',
      dump: { file: 'attempt-2/rm_331.sql', sha256: 'b'.repeat(64) },
      objects: { file: 'attempt-2/rm_331.objects.sql', sha256: 'c'.repeat(64) },
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

test('every backup file is checked before the first command that changes anything', () => {
  const script = textOf('rollback.sh')
  const lines = script.split('\n')
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start))
  const firstChange = Math.min(
    ...['docker update', 'stop_container "', '  docker update', 'restore_database '].map(at).filter((line) => line >= 0),
  )
  const lastCheck = lines.findLastIndex((line) => line.startsWith('check_dump '))
  expect(lastCheck).toBeGreaterThan(0)
  expect(lastCheck).toBeLessThan(firstChange)
  expect(at(`sql 'select 1'`)).toBeLessThan(firstChange)
  expect(script.match(/^check_dump /gm)).toHaveLength(2)
  expect(script).not.toMatch(/\bsource /)
})

test('the databases come back with their character set and collation, and the container with its restart policy', () => {
  const script = textOf('rollback.sh')
  expect(script).toContain("'create database `rm_331` character set utf8mb4 collate utf8mb4_bin'")
  expect(script).toContain('OLD_POLICY=always\n')
  const limited = { ...facts.oldContainer, restartPolicy: { Name: 'on-failure', MaximumRetryCount: 4 } }
  expect(textOf('rollback.sh', { oldContainer: limited })).toContain('OLD_POLICY=on-failure:4\n')
  const none = { ...facts.oldContainer, restartPolicy: { Name: '' } }
  expect(textOf('rollback.sh', { oldContainer: none })).toContain('OLD_POLICY=no\n')
  expect(script).toContain(`T1_SECONDS=${Date.UTC(2024, 2, 5, 6, 7, 8) / 1000}\n`)
})

test('without dumps no database is named, and only the old container is started', () => {
  const script = textOf('rollback.sh', { databases: [] })
  expect(script).not.toMatch(/drop database|PASSWORD|restore_database/)
  expect(script).toContain('docker start "$OLD"')
  expect(textOf('ROLLBACK.txt', { databases: [] })).toContain('Only the old container has to be started again')
})

describe('names are data', () => {
  const evil = "x\n$(touch EVIL)`touch EVIL`; touch EVIL # ' \" \\ ' -rf"
  const everywhere: Partial<EmergencyKitFacts> = {
    job: { id: evil, number: 1 },
    installation: { name: evil, from: evil, to: evil },
    metaDb: { host: evil, port: 1, user: evil },
    oldContainer: { id: evil, name: evil, restartPolicy: { Name: evil } },
    newContainerName: evil,
    databases: [
      {
        ...facts.databases[0],
        database: evil,
        characterSet: 'latin1',
        collation: 'latin1_bin',
        dump: { file: evil, sha256: evil },
        objects: { file: evil, sha256: evil },
      },
    ],
  }

  test('none of them leaves its quotes in the script', () => {
    const script = textOf('rollback.sh', everywhere)
    const fixed = textOf('rollback.sh').split('\n').length
    expect(script.split('\n').length).toBeGreaterThan(fixed)
    // What is left when every quoted word is taken away: a quote inside one is written '\''.
    const outside = script.replaceAll(/(?<=^[A-Z_0-9]+=|^(?:check_dump|restore_database) .*| )'(?:[^']|'\\'')*'(?=$| )/gm, '')
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

import { beforeEach, expect, test } from 'vitest'
import type { Acting, RollbackContext } from '../../context.ts'
import { rollbackHaOff } from './step.ts'

const ON = '{"enable":true,"refetchStoreIntervalMin":30}'
const OFF = '{"enable":false,"refetchStoreIntervalMin":30}'

let value: string
let noted: unknown
/** What happens as the value is written. */
let write: () => void

const metaDb = {
  parameter: async () => value,
  async setParameter(_rm: string, _name: string, _expected: string, next: string) {
    value = next
    write()
    return true
  },
  close: async () => {},
}
const context = {
  installation: { console: { driver: 'metadb' }, databases: { rm: 'rm', cm: 'cm', heartbeats: [] }, metaDb: {} },
  job: { id: 'job' },
  run: 'run',
  attempt: 1,
  facts: {
    get: async () => noted,
    async replace(_name: string, next: unknown) {
      noted = next
    },
  },
  world: { metaDbs: { open: async () => metaDb } },
  writers: { metaDbs: { open: async () => metaDb } },
  report: { line: () => {} },
} as unknown as Acting<RollbackContext>

const run = () => rollbackHaOff.run(context, new AbortController().signal)

beforeEach(() => {
  value = ON
  noted = undefined
  write = () => {}
})

// An undo switches on what the rollback switched off: forgotten, HA stays off on the new OMS and nobody is told.
test('what a rollback switched off is known to its undo, also after a second rollback that found it off', async () => {
  await run()
  expect([value, noted]).toEqual([OFF, 'metadb'])
  await run()
  expect(noted).toBe('metadb')
})

test('a process that dies right behind the write has noted it, and so has one whose answer was lost', async () => {
  write = () => {
    expect(noted).toBe('metadb')
    throw new Error('the connection broke')
  }
  await run()
  expect([value, noted]).toEqual([OFF, 'metadb'])
})

test('HA that a person had switched off is not taken for the own doing', async () => {
  value = OFF
  await run()
  expect(noted).toBe('was-off')
})

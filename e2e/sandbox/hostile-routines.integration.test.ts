import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshSandbox, rows, type Sandbox } from '../fixtures/sandbox.ts'

const SCRATCH = 'oms_sandbox_bite'
const RM = 'rm_331'

let sandbox: Sandbox
let work: string
let options: string

beforeAll(async () => {
  sandbox = await freshSandbox(['hostile-routines', 'endless-event'])
  work = mkdtempSync(join(tmpdir(), 'oms-bite-'))
  options = join(work, 'login.cnf')
  const { host, port, admin } = sandbox.metaDb
  writeFileSync(options, `[client]\nhost=${host}\nport=${port}\nuser=${admin.user}\npassword=${admin.password}\n`, { mode: 0o600 })
})

afterAll(async () => {
  await rows(sandbox, RM, `drop database if exists ${SCRATCH}`)
  await freshSandbox()
  rmSync(work, { recursive: true, force: true })
})

// Bodies that harm no client would prove nothing about a panel that they do not harm.
test.each([
  ['--local-infile=1', 1],
  ['--local-infile=0', 0],
])('a restore of the routines by a client with %s sends %i line of a file of its host', async (option, lines) => {
  await rows(sandbox, RM, `drop database if exists ${SCRATCH}`)
  await rows(sandbox, RM, `create database ${SCRATCH}`)
  await rows(sandbox, RM, `create table ${SCRATCH}.oms_stolen (line text)`)
  const dump = run('mysqldump', ['--no-data', '--no-create-info', '--skip-triggers', '--routines', RM])
  expect(dump.status).toBe(0)
  run('mysql', [option, '--force', SCRATCH], dump.stdout)
  const found = await rows(sandbox, SCRATCH, 'select count(*) as stolen from oms_stolen')
  expect(Number(found[0]?.['stolen'])).toBe(lines)
})

test('a dump of the events does not end', () => {
  const dump = run('mysqldump', ['--no-data', '--no-create-info', '--skip-triggers', '--events', RM], '', 3_000)
  expect(dump.signal).toBe('SIGTERM')
})

function run(program: string, args: string[], input = '', timeout = 30_000) {
  return spawnSync(program, [`--defaults-extra-file=${options}`, ...args], { input, timeout, encoding: 'utf8' })
}

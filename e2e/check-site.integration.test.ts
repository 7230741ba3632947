import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkSite as runCheckSite } from './harness/check-site.ts'
import { openReferee, type Referee } from './harness/referee.ts'
import { resetOms } from './sandbox/oms.ts'
import { type OmsState, readState, sandboxName, sandboxState } from './sandbox/state.ts'

let oms: OmsState
let before: Referee
let folder: string

beforeAll(async () => {
  const state = readState(sandboxName())
  if (state === null) throw new Error('no sandbox')
  oms = await resetOms(state)
  before = await openReferee(sandboxState(sandboxName()), {})
  folder = mkdtempSync(path.join(tmpdir(), 'check-site-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** On this sandbox's engine; backups would go beside the copies to share. */
const checkSite = ({ args, env = {} }: { args?: string[]; env?: Record<string, string> } = {}) =>
  runCheckSite(sandboxState(sandboxName()).engine.host, {
    ...(args && { args }),
    env: { PANEL_BACKUP_FOLDER: path.join(folder, 'b'), ...env },
  })

// People look in daytime, on a site that works: a look that writes is an intrusion.
test('a healthy site is ready; nothing is changed, nothing stored, and the copy to share names nobody', async () => {
  const { metaDb, imageFolder } = sandboxState(sandboxName())
  const out = path.join(folder, 'healthy.txt')
  const { code, output } = await checkSite({
    args: ['--console-user', oms.console.user, '--image', path.join(imageFolder, 'oms_3.4.0.tar.gz'), '--out', out],
    env: { CHECK_CONSOLE_PASSWORD: oms.console.password },
  })
  expect(output).toContain('Nothing would block an upgrade here.')
  expect(output).toContain(`Databases      ${oms.databases.rm}, ${oms.databases.cm}, ${oms.databases.heartbeats}`)
  expect(output).toMatch(/Way back +swap/)
  expect(code).toBe(0)
  expect(await before.untouched()).toBe('')
  expect(existsSync(path.join(folder, 'b'))).toBe(false)

  const shared = readFileSync(out, 'utf8')
  expect(shared).toContain('Nothing would block an upgrade here.')
  for (const name of [metaDb.password, oms.console.password, oms.hostIp, '127.0.0.1', folder]) {
    expect(shared).not.toContain(name)
  }
  expect(output).not.toContain(metaDb.password)
  expect((await checkSite({ args: ['--out', out] })).errors).toContain('EEXIST')
  expect(readFileSync(out, 'utf8')).toBe(shared)
})

test('what blocks and what could not be looked at are two things, each with its exit code', async () => {
  const blocked = await checkSite({ args: ['--backup-folder', '/proc', '--out', path.join(folder, 'blocked.txt')] })
  expect(blocked.output).toMatch(/Would block an upgrade \(1\)\n {2}✗ \/proc/)
  expect(blocked.code).toBe(3)
  const unread = await checkSite({
    args: ['--metadb', '127.0.0.1:1', '--metadb-user', 'oms', '--out', path.join(folder, 'unread.txt')],
    env: { CHECK_METADB_PASSWORD: 'none' },
  })
  expect(unread.output).toContain('Could not be checked')
  expect(unread.output).not.toContain('Would block an upgrade (')
  expect(unread.output).toMatch(/Way back +unknown/)
  expect(unread.code).toBe(4)
})

// A process each, so they run side by side.
test('what cannot be used is refused in words before anything is looked at', async () => {
  const calls: [args: string[], code: number, words: string][] = [
    [['--container', 'nobody'], 1, 'There is no container named nobody'],
    [['--metadb', 'meta'], 2, '--metadb takes HOST:PORT'],
    [['--console-user', 'admin'], 2, 'belong together'],
    [['--console-url', 'http://admin:pw@oms'], 2, '--console-url takes'],
    [['--version', 'three'], 2, '--version "three" cannot be used'],
    [['--langage', 'zh'], 2, 'langage'],
  ]
  const ended = await Promise.all(calls.map(([args]) => checkSite({ args })))
  expect(ended.map(({ code, output }) => [code, output])).toEqual(calls.map(([, code]) => [code, '']))
  for (const [index, [, , words]] of calls.entries()) expect(ended[index]?.errors).toContain(words)
})

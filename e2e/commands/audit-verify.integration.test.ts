import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepAuditKey } from '../../server/db/audit-key.ts'
import { recordAudit } from '../../server/db/record-audit.ts'
import { somebody } from '../../server/db/testing/somebody.ts'
import { temporaryStore } from '../../server/db/testing/temporary-store.ts'
import { transact } from '../../server/db/transact.ts'

const key = randomBytes(32)
let temporary: Awaited<ReturnType<typeof temporaryStore>>
let folder: string

beforeEach(async () => {
  keepAuditKey(key)
  temporary = await temporaryStore()
  folder = path.dirname(temporary.databaseFile)
  writeFileSync(path.join(folder, 'panel.key'), `${key.toString('hex')}\n`, { mode: 0o600 })
  for (const subject of ['a', 'b', 'c'])
    await transact(temporary.store, (tx) =>
      recordAudit(tx, { at: new Date(), actor: somebody('Ada'), action: 'upgrade.start', subject, detail: {} }),
    )
})

afterEach(() => temporary.close())

/** The command as a process of its own, as people and their timers run it. */
function verify(data = folder): Promise<{ code: number; output: string }> {
  // Nothing else of this process: its own settings are no settings of the panel.
  const env = { NODE_ENV: 'production' as const, PATH: process.env.PATH, PANEL_DATA: data }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'server/commands/audit-verify.ts'], { env }, (error, output) => {
      resolve({ code: error === null ? 0 : Number(error.code), output })
    })
  })
}

// A timer that reads only the exit code must not take "cannot tell" or "broken" for "whole".
test('the command ends with 0 for a whole trail, 1 with the row for a broken one, 2 where it cannot tell', async () => {
  const { hash } = await temporary.store.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
  expect(await verify()).toEqual({ code: 0, output: `rows 3\nhead 3 ${hash}\nwhole\n` })
  await temporary.store.$executeRawUnsafe('DELETE FROM AuditEvent WHERE id = 3')
  const broken = await verify()
  expect(broken).toMatchObject({ code: 1, output: expect.stringContaining('BROKEN at row 3') })
  expect(broken.output).not.toContain(key.toString('hex'))
  await temporary.store.$executeRawUnsafe('DELETE FROM AuditHead')
  expect(await verify()).toMatchObject({ code: 2, output: expect.stringContaining('cannot tell') })
  expect(await verify(path.join(folder, 'nowhere'))).toMatchObject({ code: 2, output: expect.stringContaining('there is no store') })
}, 120_000)

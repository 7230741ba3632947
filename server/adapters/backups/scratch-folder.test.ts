import { spawnSync } from 'node:child_process'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scratchFolder } from './scratch-folder.ts'

const isThere = (folder: string) =>
  access(folder).then(
    () => true,
    () => false,
  )

// A sample and the definitions of OMS's tables stayed for ever.
test('the folder of a panel that was killed is removed by the next one, and no other', async () => {
  const { pid: dead } = spawnSync('true')
  const own = await scratchFolder('rehearsal')
  const left = join(tmpdir(), `oms-panel-rehearsal-${dead}-a1B2c3`)
  const other = join(tmpdir(), `oms-panel-other-${dead}-a1B2c3`)
  for (const folder of [left, other]) await mkdir(folder)
  await writeFile(join(left, 'sample.sql'), 'x')
  const next = await scratchFolder('probe')
  expect(await Promise.all([left, own, other, next].map(isThere))).toEqual([false, true, true, true])
  for (const folder of [own, other, next]) await rm(folder, { recursive: true })
})

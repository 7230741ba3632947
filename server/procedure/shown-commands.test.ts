import { expect, test } from 'vitest'
import type { ToolImage } from '../contract/dump-tools.ts'
import type { DumpTool } from './ports/backups.ts'
import { byClient } from './shown-commands.ts'
import type { UpgradeSubject } from './step-plan.ts'
import { plan } from './steps/back-up-databases/plan.ts'

const CLIENT = { path: '/usr/bin/mysqldump', version: '8.0.36', flavour: 'mysql' } as const
const IMAGE: ToolImage = { id: 'sha256:1', name: 'oms:1', container: 'c', installation: 'i' }
const PANEL = { version: '1', flavour: 'panel' } as const

function dumped(dumpTool: DumpTool): string[] {
  const metaDb = { host: 'h', port: 2883, user: 'oms@t#c' }
  const installation = { metaDb, databases: { rm: 'rm', cm: 'cm', heartbeats: ['hb'] }, backupFolder: '/b' }
  return plan.commands({ installation, dumpTool } as unknown as UpgradeSubject)
}

// A reviewer of a plan on OceanBase read of a program that is never called there, and that would fail.
test('a plan says who dumps: a program, one in an image, or the panel itself', () => {
  const command = "mysqldump -hh -P2883 -u'oms@t#c' -p[secret] --triggers=false rm > '/b/<job>/rm.sql'"
  expect(dumped(CLIENT)[0]).toBe(command)
  expect(dumped({ ...CLIENT, image: IMAGE })[0]).toBe(
    command.replace('mysqldump', 'docker run --rm --interactive --network host --entrypoint mysqldump oms:1'),
  )
  expect(dumped(PANEL)).toEqual(
    ['rm', 'cm', 'hb'].map((name) => `${command.replaceAll('rm', name)} # done by the panel itself, without a client program`),
  )
})

test('so does a restore', () => {
  expect(byClient('mysql', CLIENT, '… rm < rm.sql')).toBe('mysql … rm < rm.sql')
  expect(byClient('mysql', PANEL, '… rm < rm.sql')).toBe('mysql … rm < rm.sql # done by the panel itself, without a client program')
})

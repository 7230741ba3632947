import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { databaseParts } from '../../domain/emergency-script-databases.ts'

// Shells count in eights behind a zero, or stop at 08: the rename would be ended too early, or never.
test('how long a rename of the emergency kit may wait is a number that every shell reads alike', () => {
  const lines = databaseParts.signIn.split('\n')
  const at = lines.findIndex((line) => line.startsWith('LOCK_SECONDS='))
  const script = ['fail() { exit 9; }', 'LOCK_SECONDS=$1', ...lines.slice(at, at + 2)].join('\n')
  const codeOf = (seconds: string) => spawnSync('sh', ['-c', script, 'sh', seconds]).status
  for (const good of ['', '1', '60', '600']) expect(codeOf(good)).toBe(0)
  for (const bad of ['0', '08', '060', 'x', '1 0', '-1']) expect(codeOf(bad)).toBe(9)
})

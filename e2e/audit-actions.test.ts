import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '../server/contract/audit-actions.ts'
import { ACTIONS } from '../server/contract/commands.ts'
import { en } from '../server/contract/messages/en.ts'
import { zh } from '../server/contract/messages/zh.ts'

const SERVER = fileURLToPath(new URL('../server', import.meta.url))
const KNOWN = Object.values(AUDIT_ACTIONS).flat()
const key = (action: string) => action.replaceAll('.', '_')

/** The action ids of every call of recordAudit: plain ones, and patterns where a part is only known at run time. */
function writtenActions(): string[] {
  const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.test\.ts$|generated/.test(file),
  )
  return files.flatMap((file) => {
    const source = readFileSync(`${SERVER}/${file}`, 'utf8')
    if (!source.includes('recordAudit(')) return []
    return Array.from(source.matchAll(/\baction: (?:'([^']+)'|`([^`]+)`)/g), ([, plain, template]) => plain ?? template ?? '')
  })
}

// A row that says "upgrade.start" to a team lead who reads Chinese has recorded what happened and told nobody.
test('every action that the code records has words in both languages', () => {
  const written = writtenActions()
  expect(written).toContain('upgrade.start')
  const wordless = written.filter((action) => {
    const pattern = new RegExp(`^${action.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[\\w-]+')}$`)
    return !KNOWN.some((known) => pattern.test(known))
  })
  expect(wordless).toEqual([])
})

test('every known action and every command that can be refused has words in both languages, and nothing else has', () => {
  const expected = [...KNOWN, ...Object.keys(ACTIONS)].map(key).sort()
  expect(Object.keys(en.audit.actions).sort()).toEqual(expected)
  expect(Object.keys(zh.audit.actions).sort()).toEqual(expected)
})

test('no action is in two groups', () => {
  expect(new Set(KNOWN).size).toBe(KNOWN.length)
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const SERVER = join(import.meta.dirname, '../../..')
const DIALECTS = 'adapters/metadb/dialects/'
/** These ask which family a client program on the panel's machine is of, whatever the server is. */
const OF_CLIENTS = new Set(['domain/client-tls.ts', 'adapters/backups/with-option-file.ts'])
const FAMILY = "'(?:mysql|mariadb|oceanbase)'"
const FAMILY_TEST = new RegExp(
  `[!=]==?\\s*${FAMILY}|${FAMILY}\\s*[!=]==?|case ${FAMILY}|\\[[\\w.]*(?:flavour|family)\\]|switch \\([^)]*(?:flavour|family)`,
)

function testsIn(text: string): boolean {
  return FAMILY_TEST.test(text)
}

// A server that differs in one point is then a new branch in one file. Scattered tests miss places, and each miss is found in a window.
test('only the dialects ask which family a server is of', () => {
  const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
  expect(files.length).toBeGreaterThan(300)
  expect(
    files.filter((file) => !file.startsWith(DIALECTS) && !OF_CLIENTS.has(file) && testsIn(readFileSync(join(SERVER, file), 'utf8'))),
  ).toEqual([])
})

test.each([
  "if (server.flavour === 'oceanbase') return null",
  "const isOurs = 'mysql' !== flavour",
  "  case 'mariadb':",
  'const limit = LIMITS[server.flavour]',
  'switch (metaDb.flavour) {',
])('a test like %s is found', (line) => {
  expect(testsIn(line)).toBe(true)
})

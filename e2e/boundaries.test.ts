import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const RULES: { forbidden: { name: string }[] } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')

/** One import that each rule forbids: the file that has it, and what it imports. */
const PLANTS: Record<string, [file: string, imported: string]> = {
  app: ['app/planted.ts', '../server/db/target.ts'],
  components: ['components/planted.ts', '../server/services/target.ts'],
  actions: ['server/actions/planted.ts', '../db/target.ts'],
  http: ['server/http/planted.ts', '../adapters/docker/target.ts'],
  queries: ['server/queries/planted.ts', '../services/target.ts'],
  services: ['server/services/planted.ts', '../adapters/docker/target.ts'],
  auth: ['server/auth/planted.ts', '../actions/target.ts'],
  engine: ['server/engine/planted.ts', '../procedure/target.ts'],
  procedure: ['server/procedure/planted.ts', '../services/target.ts'],
  adapters: ['server/adapters/docker/planted.ts', '../../procedure/target.ts'],
  domain: ['server/domain/planted.ts', '../engine/target.ts'],
  contract: ['server/contract/planted.ts', '../domain/target.ts'],
  commands: ['server/commands/planted.ts', '../adapters/docker/target.ts'],
  db: ['server/db/planted.ts', '../services/target.ts'],
  referee: ['e2e/referee/planted.ts', '../../server/domain/target.ts'],
  'referee-needs-nothing': ['e2e/referee/needing-more.ts', 'mysql2'],
  'outside-world': ['server/services/reaching-out.ts', 'dockerode'],
  'contract-needs-zod-only': ['server/contract/needing-more.ts', 'yaml'],
  circular: ['server/domain/circle-back.ts', './circle.ts'],
}
const CLEAN: [file: string, imported: string][] = [
  ['app/clean.ts', '../server/contract/target.ts'],
  ['server/services/clean.ts', '../domain/target.ts'],
  ['server/adapters/docker/clean.ts', 'dockerode'],
  ['server/contract/clean.ts', 'zod'],
  ['e2e/referee/clean.ts', './target.ts'],
]

let folder: string
let found: { rule: string; file: string }[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'panel-boundaries-'))
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) copyFileSync(join(ROOT, file), join(folder, file))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const [file, imported] of [...Object.values(PLANTS), ...CLEAN]) {
    plant(file, `import * as target from '${imported}'\nexport const used = target\n`)
    if (imported.startsWith('.')) plant(join(dirname(file), imported), 'export const target = 1\n')
  }
  plant('server/domain/circle.ts', "import { used } from './circle-back.ts'\nexport const back = used\n")
  found = cruise()
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

// A rule whose pattern no longer matches a folder that was renamed reports nothing for ever.
test('a violation of every boundary rule is reported', () => {
  expect(Object.keys(PLANTS).sort()).toEqual(RULES.forbidden.map(({ name }) => name).sort())
  for (const [rule, [file]] of Object.entries(PLANTS)) expect(found).toContainEqual({ rule, file })
})

// A rule that reports what is allowed would be switched off by the first person in a hurry.
test('imports that the architecture allows are not reported', () => {
  const clean = CLEAN.map(([file]) => file)
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter(({ file }) => clean.includes(file))).toEqual([])
})

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

function cruise(): { rule: string; file: string }[] {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'app', 'components', 'server', 'e2e/referee']
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } }
  return summary.violations.map(({ from, rule }) => ({ rule: rule.name, file: from }))
}

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Databases } from '../referee/compare-databases.ts'
import { takePicture } from '../referee/picture.ts'
import { resetOms } from '../sandbox/oms.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { upgradeByHand } from './by-hand.ts'
import { placeOf } from './referee.ts'

const SANDBOX = fileURLToPath(new URL('../sandbox/', import.meta.url))

/**
 * The schema that the document by hand leads to in this sandbox: what an upgrade by the panel has to lead to as well. Made once and kept
 * for as long as the sandbox's own sources are the same; it leaves an upgraded OMS behind where it had to be made.
 */
export async function plainInit(sandbox: SandboxState): Promise<Databases> {
  const file = join(sandbox.folder, 'plain-init.json')
  const key = sourcesHash()
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { key: string; databases: Databases }) : null
  if (kept?.key === key) return kept.databases
  await resetOms(sandbox)
  await upgradeByHand(sandbox)
  const { databases } = await takePicture(placeOf(sandbox))
  for (const { tables } of Object.values(databases)) for (const table of Object.values(tables)) table.rows = []
  writeFileSync(`${file}.part`, JSON.stringify({ key, databases }), { mode: 0o600 })
  renameSync(`${file}.part`, file)
  return databases
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  const files = readdirSync(SANDBOX, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|mjs|sh)$/.test(name))
  for (const name of files.sort()) hash.update(`${name}\n`).update(readFileSync(join(SANDBOX, name)))
  return hash.digest('hex')
}

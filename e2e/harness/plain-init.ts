import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Databases } from '../referee/compare-databases.ts'
import { takePicture } from '../referee/picture.ts'
import { resetOms } from '../sandbox/oms.ts'
import { type SandboxState, sandboxState } from '../sandbox/state.ts'
import { type TraitName, traitOf } from '../sandbox/traits.ts'
import { walkDocument } from '../sandbox/walk-document.ts'
import { placeOf } from './referee.ts'

const SOURCES = ['../sandbox/', '../referee/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
const LONGEST_MS = 150_000

/**
 * The definitions that the document by hand leads to on a site with these traits: an upgrade by the panel has to lead to the same. Made
 * once and kept for as long as the sources of sandbox and referee are the same; where it had to be made, it leaves an upgraded OMS behind.
 */
export async function plainInit(sandbox: SandboxState, traits: readonly TraitName[]): Promise<Databases> {
  // Where the document by hand leads nowhere, the reason is never one of the definitions.
  const walked = traits.filter((trait) => traitOf(trait).guide === 'passes' && traitOf(trait).isSlow !== true).sort()
  const file = join(sandbox.folder, 'plain-init.json')
  const sources = sourcesHash()
  const kept = readKept(file, sources)
  const known = kept[walked.join(' ')]
  if (known !== undefined) return known
  const oms = await resetOms(sandbox, walked)
  const { engine, metaDb } = sandboxState(sandbox.name)
  await walkDocument({ ...sandbox, engine, metaDb, oms }, LONGEST_MS)
  const { databases } = await takePicture(placeOf(sandbox))
  for (const { tables } of Object.values(databases)) for (const table of Object.values(tables)) table.rows = []
  kept[walked.join(' ')] = databases
  writeFileSync(`${file}.part`, JSON.stringify({ sources, kept }), { mode: 0o600 })
  renameSync(`${file}.part`, file)
  return databases
}

function readKept(file: string, sources: string): Record<string, Databases> {
  if (!existsSync(file)) return {}
  const found = JSON.parse(readFileSync(file, 'utf8')) as { sources: string; kept: Record<string, Databases> }
  return found.sources === sources ? found.kept : {}
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const folder of SOURCES) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|mjs|sh)$/.test(name))
    for (const name of files.sort()) hash.update(`${name}\n`).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

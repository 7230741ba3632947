import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { StoreRefusal } from './store-refusal.ts'

const FORMAT = 'oms-upgrade-panel store backup'

const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.literal(1),
  madeAt: z.iso.datetime(),
  panelVersion: z.string(),
  /** Names the key that opens the secrets; null where none were ever sealed. Never the key. */
  keyId: z.string().nullable(),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Names of the applied migrations, in order. */
  migrations: z.array(z.string()).min(1),
  rows: z.record(z.string(), z.int().nonnegative()),
  audit: z.strictObject({ rows: z.int().nonnegative(), head: z.string().nullable(), brokenAt: z.int().nullable() }),
})
export type Manifest = z.infer<typeof Manifest>

/** What lies beside a copy and says what it is. */
export function manifestFile(file: string): string {
  return `${file}.manifest.json`
}

export function newManifest(said: Omit<Manifest, 'format' | 'formatVersion'>): Manifest {
  return Manifest.parse({ format: FORMAT, formatVersion: 1, ...said })
}

/** Throws StoreRefusal where there is none or it is not one of this panel. */
export function readManifest(file: string): Manifest {
  const beside = manifestFile(file)
  if (!existsSync(file)) throw new StoreRefusal('unfit', `There is no file ${file}.`)
  if (!existsSync(beside))
    throw new StoreRefusal(
      'unfit',
      `${beside} is missing: it belongs to the backup and says what it holds. A backup without it is not whole.`,
    )
  try {
    return Manifest.parse(JSON.parse(readFileSync(beside, 'utf8')))
  } catch (cause) {
    throw Object.assign(new StoreRefusal('unfit', `${beside} is damaged, or not a manifest that this version of the panel knows.`), {
      cause,
    })
  }
}

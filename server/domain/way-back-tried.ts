import { z } from 'zod'
import type { DumpTool } from '../contract/dump-tools.ts'

/** A scratch database of a try, noted before it was created. */
export const Scratch = z.object({ name: z.string(), host: z.string(), port: z.number() })
export type Scratch = z.infer<typeof Scratch>

/** Whom a try speaks of. Another address may lead through a proxy that ends no statements, another account may have other rights. */
const TriedOn = z.object({
  host: z.string(),
  port: z.number(),
  /** As it signs in, and as the server sees it. */
  user: z.string(),
  account: z.string(),
  /** domain/metadb-identity.ts */
  identity: z.string().nullable(),
  flavour: z.string(),
  version: z.string(),
})
export type TriedOn = z.infer<typeof TriedOn>

/** What dumps and restores: client programs of a family, or the panel itself. `image`: those in the image with this id. */
const TriedTool = z.object({ flavour: z.enum(['mysql', 'mariadb', 'panel']), version: z.string(), image: z.string().exactOptional() })
type TriedTool = z.infer<typeof TriedTool>

export function triedTool(tool: DumpTool): TriedTool {
  const { flavour, version } = tool
  return { flavour, version, ...('image' in tool && tool.image !== undefined && { image: tool.image.id }) }
}

/** A try speaks of the program that was installed then, and where it was. */
export function isTool(one: TriedTool, tool: DumpTool): boolean {
  const other = triedTool(tool)
  return one.flavour === other.flavour && one.version === other.version && one.image === other.image
}

/** How a sample came through a dump and a restore. */
const TransferTried = z.object({
  /** What brought everything back; null: nothing did. */
  by: TriedTool.nullable(),
  /** What was tried before it, each with what came of it. */
  refused: z.array(z.object({ tool: TriedTool, raw: z.string() })),
  /** Views and routines that cannot be created again as they are; absent where there are none. */
  changedObjects: z.array(z.string()).exactOptional(),
})
export type TransferTried = z.infer<typeof TransferTried>

/** How the newest try of an installation's way back came out. */
export const WayBackTried = z.object({
  /** ISO, UTC. */
  at: z.string(),
  on: TriedOn,
  creates: z.boolean(),
  renames: z.boolean(),
  kills: z.boolean(),
  /** What the server said, in its own words. */
  refused: z.array(z.string()),
  /** Absent where no database could be created for it, and in tries of before there was a rehearsal. */
  transfer: TransferTried.exactOptional(),
})
export type WayBackTried = z.infer<typeof WayBackTried>

/** A try counts for the server, the version, the address and the account that it was made with, and for no others. */
export function isTriedOn({ on }: WayBackTried, now: TriedOn): boolean {
  return TriedOn.keyof().options.every((part) => on[part] === now[part])
}

/** What a swap needs first and did not get; null where it got everything. */
export function firstRefusal({ creates, renames, kills }: Pick<WayBackTried, 'creates' | 'renames' | 'kills'>): Refusal | null {
  if (!creates) return 'created'
  if (!renames) return 'renamed'
  return kills ? null : 'killed'
}

export type Refusal = 'created' | 'renamed' | 'killed'

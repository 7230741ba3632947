import { z } from 'zod'
import { type Said, say } from './said.ts'

/** What a MetaDB can do, for this account on this address: seen by asking, never taken from a name or version alone. */
export const MetaDbCapabilities = z.object({
  /** The server's way of prepared statements; the panel needs none. */
  prepares: z.boolean(),
  /** Locks by name keep two restores of one database apart; tried. `stay`: they outlive the session that took them, so a restore that was killed would keep its lock. */
  userLocks: z.enum(['end', 'stay', 'none']),
  /** How the content of a table is proven; a digest reads and computes every row. */
  contentProof: z.enum(['checksum', 'digest']),
  /** With which limit a new session begins; null where there is none. */
  statementLimitSeconds: z.number().nullable(),
  /** A session can lift that limit for itself. */
  liftsLimit: z.boolean(),
  /** Reads have to be asked for from the leader, in every session. */
  asksForStrongReads: z.boolean(),
  /** The catalogue names the storage engine of a table; some dump tools take a table without one for a view. Null: there is no table to ask for. */
  tellsEngine: z.boolean().nullable(),
  /** One session can end a statement of another one. */
  endsStatements: z.boolean(),
  /** Tables go from one database to another by a rename; null: not tried with this account on this server. Absent in plans of earlier versions. */
  renames: z.boolean().nullable().exactOptional(),
  /** In whose name this account may create views, triggers and routines. */
  definers: z.enum(['any', 'own']),
  /** What the binary log refuses to this account. */
  binaryLog: z.enum(['free', 'super-only', 'declared-only']),
  /** Bytes of the longest statement; null where the server does not say. */
  packetBytes: z.number().nullable(),
})
export type MetaDbCapabilities = z.infer<typeof MetaDbCapabilities>

const LOCKS = { end: 'metadb.can.locks', stay: 'metadb.can.locksStay', none: 'metadb.can.noLocks' } as const

function renamesText(renames: boolean | null) {
  if (renames === null) return 'metadb.can.renamesUntried'
  return renames ? 'metadb.can.renames' : 'metadb.can.renamesNot'
}

/** A line for each, in the words of an operator. */
export function capabilityTexts(can: MetaDbCapabilities): Said[] {
  const { statementLimitSeconds: seconds, packetBytes, tellsEngine } = can
  return [
    say(can.contentProof === 'checksum' ? 'metadb.can.checksum' : 'metadb.can.digest'),
    say(LOCKS[can.userLocks]),
    say(can.endsStatements ? 'metadb.can.ends' : 'metadb.can.endsNone'),
    ...(can.renames === undefined ? [] : [say(renamesText(can.renames))]),
    seconds === null ? say('metadb.can.noLimit') : say(can.liftsLimit ? 'metadb.can.limitLifted' : 'metadb.can.limitStays', { seconds }),
    ...(can.asksForStrongReads ? [say('metadb.can.strongReads')] : []),
    say(can.definers === 'any' ? 'metadb.can.anyDefiner' : 'metadb.can.ownDefiner'),
    ...(can.binaryLog === 'free'
      ? []
      : [say(can.binaryLog === 'super-only' ? 'metadb.can.binaryLogSuper' : 'metadb.can.binaryLogDeclared')]),
    ...(tellsEngine === false ? [say('metadb.can.noEngine')] : []),
    ...(can.prepares ? [] : [say('metadb.can.noPrepare')]),
    ...(packetBytes === null ? [] : [say('metadb.can.packet', { megabytes: Math.floor(packetBytes / 2 ** 20) })]),
  ]
}

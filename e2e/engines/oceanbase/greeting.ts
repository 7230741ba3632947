import type { Profile } from './profiles.ts'

// What the stand-in does not pass on: TLS, packed packets, and the newer end of a result, which would be a second way to read one.
const COMPRESS = 0x20
const SSL = 0x800
const DEPRECATE_EOF = 0x0100_0000
/** MySQL's own; without it the zeros behind hold what only MariaDB's clients know. */
const LONG_PASSWORD = 0x1
const WITH_DATABASE = 0x8

/** The greeting of the server behind, in the words of the profile. Returns the id by which the server knows the session. */
export function translateGreeting(payload: Buffer, { greeting }: Profile, ownId: number | null): { payload: Buffer; serverId: number } {
  const versionEnd = payload.indexOf(0, 1)
  const rest = Buffer.from(payload.subarray(versionEnd))
  // After the zero of the version: id (4), challenge (8), 0, flags (2), character set (1), status (2), flags (2), length (1), zeros (10).
  const serverId = rest.readUInt32LE(1)
  if (ownId !== null) rest.writeUInt32LE(ownId, 1)
  const flags = (rest.readUInt16LE(14) | (rest.readUInt16LE(19) << 16)) & ~(COMPRESS | SSL | DEPRECATE_EOF)
  const own = flags | LONG_PASSWORD
  rest.writeUInt16LE(own & 0xffff, 14)
  rest.writeUInt16LE((own >>> 16) & 0xffff, 19)
  rest.fill(0, 22, 32)
  return { payload: Buffer.concat([Buffer.from([10]), Buffer.from(greeting), rest]), serverId }
}

export interface SignIn {
  user: string
  database: string | null
  /** The same answer, of the user that the server behind knows. */
  as(user: string): Buffer
}

export function readSignIn(payload: Buffer): SignIn {
  const flags = payload.readUInt32LE(0)
  const userEnd = payload.indexOf(0, 32)
  const user = payload.toString('utf8', 32, userEnd)
  const answerEnd = userEnd + 2 + (payload[userEnd + 1] ?? 0)
  const database = flags & WITH_DATABASE ? payload.toString('utf8', answerEnd, payload.indexOf(0, answerEnd)) : null
  return {
    user,
    database: database === '' ? null : database,
    as: (name) => Buffer.concat([payload.subarray(0, 32), Buffer.from(name), payload.subarray(userEnd)]),
  }
}

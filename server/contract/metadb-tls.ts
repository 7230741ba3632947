import { z } from 'zod'

/** More than any chain of certificates needs, and less than what would make a form slow. */
const LONGEST_CA = 64_000

/**
 * How sessions to a MetaDB are protected. offered: encrypted where the server offers TLS, and nothing proves who answers. verified: only with
 * a certificate for the MetaDB's address that one of these CAs signed (PEM); anything else is refused.
 */
export const MetaDbTls = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('off') }),
  z.object({ mode: z.literal('offered') }),
  z.object({ mode: z.literal('verified'), ca: z.string().trim().min(1).max(LONGEST_CA) }),
])
export type MetaDbTls = z.infer<typeof MetaDbTls>

export type MetaDbTlsMode = MetaDbTls['mode']

export const DEFAULT_TLS: MetaDbTls = { mode: 'offered' }

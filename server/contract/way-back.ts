import { z } from 'zod'

/**
 * nothing: the databases are still the old ones. swap: they are restored beside, proven, and swapped in by rename.
 * drop-and-restore: the guide's own way, where a server or an account cannot do that; the state that is dropped is gone.
 */
export const WayBack = z.enum(['nothing', 'swap', 'drop-and-restore'])
export type WayBack = z.infer<typeof WayBack>

import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where foreign parts are kept between runs, for all checkouts of this user: they are large and never change. */
export function cacheFolder(...parts: string[]): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(base, 'oms-upgrade-panel', 'engines', ...parts)
}

import { type ConsoleActions, DEFAULT_CONSOLE_ACTIONS } from '@/server/contract/installation.ts'
import type { AdoptValues } from './adopt-values.ts'

/** The form's values in the shape that the server checks; not checked yet. */
export function adoptInput({ metaDb, console, ...rest }: AdoptValues) {
  return {
    ...rest,
    metaDb: {
      host: metaDb.host,
      port: /^\d+$/.test(metaDb.port.trim()) ? Number(metaDb.port) : Number.NaN,
      user: metaDb.user,
      password: metaDb.passwordFrom === 'typed' ? metaDb.password : '',
      tls: metaDb.tls.mode === 'verified' ? { mode: metaDb.tls.mode, ca: metaDb.tls.ca } : { mode: metaDb.tls.mode },
    },
    console: { ...console, url: console.url.trim(), actions: isDefault(console.actions) ? null : console.actions },
  }
}

function isDefault(actions: ConsoleActions): boolean {
  return (
    actions.listSystemParameters === DEFAULT_CONSOLE_ACTIONS.listSystemParameters &&
    actions.updateSystemParameter === DEFAULT_CONSOLE_ACTIONS.updateSystemParameter &&
    actions.listServers === DEFAULT_CONSOLE_ACTIONS.listServers
  )
}

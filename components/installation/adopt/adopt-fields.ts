/** Dotted paths of the inputs that can be wrong; each has its text in the catalogue under `adopt.error`. */
export const ADOPT_FIELDS = [
  'containerId',
  'name',
  'version',
  'edition',
  'metaDb.host',
  'metaDb.port',
  'metaDb.user',
  'metaDb.tls.mode',
  'metaDb.tls.ca',
  'metaDb.password',
  'console.driver',
  'console.url',
  'console.user',
  'console.password',
  'console.actions.listSystemParameters',
  'console.actions.updateSystemParameter',
  'console.actions.listServers',
  'console.calls',
  'backupFolder',
] as const

export type AdoptField = (typeof ADOPT_FIELDS)[number]

/** The input that a path belongs to: itself, or the nearest one above it. */
export function adoptField(path: string | undefined): AdoptField | undefined {
  return ADOPT_FIELDS.find((field) => path === field || path?.startsWith(`${field}.`))
}

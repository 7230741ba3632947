export type Shape = 'missing' | '3.3.1' | '3.4.0' | 'mixed'

export interface SchemaShapes {
  rm: Shape
  cm: Shape
  heartbeat: Shape
  /** Newest row of oms_version; null where the table is missing or empty. */
  recorded: string | null
}

export type StartMode = { kind: 'serve' } | { kind: 'await-init' } | { kind: 'refuse'; reason: string }

/** What a container of this version does on this schema. A part-restored MetaDB must not look like a good one. */
export function startMode(
  version: string,
  isUpgrade: boolean,
  schema: SchemaShapes,
  /** docker_init.sh of this site changes no definition: only what is written down tells the two schemas apart. */
  { keepsShape = false } = {},
): StartMode {
  const shapes = [schema.rm, schema.cm, schema.heartbeat]
  const seen = `rm ${schema.rm}, cm ${schema.cm}, cm_hb ${schema.heartbeat}, oms_version ${schema.recorded ?? 'empty'}`
  if (shapes.includes('missing')) return { kind: 'refuse', reason: `the MetaDB lacks tables of OMS (${seen})` }
  const own: Shape = version === '3.3.1' ? '3.3.1' : '3.4.0'
  const wanted: Shape = keepsShape ? '3.3.1' : own
  if (shapes.every((shape) => shape === wanted) && schema.recorded === version) return { kind: 'serve' }
  if (own === '3.3.1') return { kind: 'refuse', reason: `OMS ${version} cannot run on a newer or part-changed schema (${seen})` }
  if (isUpgrade) return { kind: 'await-init' }
  return { kind: 'refuse', reason: `the schema is not at ${version} and IS_UPGRADE is not true (${seen})` }
}

// At least one of these is in the database of each kind, in every version that is known (OMS.md, MetaDB tables seen). `heatbeat` is OMS's spelling.
const OF_OMS = {
  rm: ['oms_normal_config', 'oms_version', 'oms_project', 'cluster_info'],
  cm: ['host', 'resource_group', 'config_job'],
  heartbeats: ['heatbeat_sequence', 'heart_beat'],
} as const

const OF_THE_SERVER = ['mysql', 'sys', 'information_schema', 'performance_schema', 'oceanbase']

export type OmsDatabaseKind = keyof typeof OF_OMS

export function isSystemDatabase(database: string): boolean {
  return OF_THE_SERVER.includes(database.toLowerCase())
}

/** Whether tables of these names can be those of OMS's database of this kind. */
export function hasOmsTables(kind: OmsDatabaseKind, tables: readonly string[]): boolean {
  const names = new Set(tables.map((name) => name.toLowerCase()))
  return OF_OMS[kind].some((name) => names.has(name))
}

export function kindsOf(databases: { rm: string; cm: string; heartbeats: string[] }): { database: string; kind: OmsDatabaseKind }[] {
  return [
    { database: databases.rm, kind: 'rm' },
    { database: databases.cm, kind: 'cm' },
    ...databases.heartbeats.map((database) => ({ database, kind: 'heartbeats' as const })),
  ]
}

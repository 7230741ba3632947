/** rm, cm and every heartbeat database, in the document's order. */
export function allDatabases(databases: { rm: string; cm: string; heartbeats: string[] }): string[] {
  return [databases.rm, databases.cm, ...databases.heartbeats]
}

interface Named {
  name: string
}

interface Inventory {
  characterSet: string
  collation: string
  tables: (Named & { rows: number; checksum: string | null })[]
  views: Named[]
  triggers: Named[]
  routines: Named[]
  events: Named[]
}

/** Technical differences between a database as it was noted and as it is, for the raw text; empty: equal, checksums included. */
export function inventoryDifferences(noted: Inventory, found: Inventory): string[] {
  const differences: string[] = []
  const say = (what: string, before: unknown, now: unknown) => {
    if (before !== now) differences.push(`${what}: noted ${String(before)}, found ${String(now)}`)
  }
  say('character set', noted.characterSet, found.characterSet)
  say('collation', noted.collation, found.collation)
  const tables = new Map(found.tables.map((table) => [table.name, table]))
  for (const { name, rows, checksum } of noted.tables) {
    const now = tables.get(name)
    tables.delete(name)
    if (now === undefined) {
      differences.push(`table ${name} is missing`)
      continue
    }
    say(`rows of ${name}`, rows, now.rows)
    if (checksum !== null && now.checksum !== null) say(`checksum of ${name}`, checksum, now.checksum)
  }
  for (const name of tables.keys()) differences.push(`table ${name} was not there`)
  for (const kind of ['views', 'triggers', 'routines', 'events'] as const) {
    say(kind, noted[kind].map(({ name }) => name).join(', '), found[kind].map(({ name }) => name).join(', '))
  }
  return differences
}

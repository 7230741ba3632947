import { quoteIdentifier } from '../../domain/quote-identifier.ts'

// Much longer than any server needs to spread the word.
const NEW_FOR_MS = 60_000

const created = new Map<string, number>()

export function noteNewDatabase(name: string): void {
  created.set(name, performance.now())
}

/** Whether a statement names a database that this process created a moment ago: other sessions may be told that there is none. */
export function namesNewDatabase(sql: string): boolean {
  for (const [name, at] of created) {
    if (performance.now() - at > NEW_FOR_MS) created.delete(name)
    else if (sql.includes(quoteIdentifier(name))) return true
  }
  return false
}

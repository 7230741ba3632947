import { type Said, say } from '../../contract/said.ts'
import { type Comparison, joined } from './comparison.ts'
import { isDroppedWhenOver, isOnlyOver } from './event-moments.ts'
import type { StoredObject, Structure } from './structure.ts'

type Defaults = Pick<Structure, 'database' | 'characterSet' | 'collation' | 'options'>

/** Every definition that is not as it was then: database options, tables, and all that is stored beside them. */
export function structureDifferences(then: Structure, now: Structure): Comparison {
  return joined(databaseDifferences(then, now), tableDifferences(then, now), objectDifferences(then, now))
}

export function databaseDifferences(then: Defaults, now: Defaults): Comparison {
  const weak = otherOptions(then, now)
  if (then.characterSet === now.characterSet && then.collation === now.collation) return { differences: [], weak }
  const params = {
    database: then.database,
    before: `${then.characterSet} ${then.collation}`,
    after: `${now.characterSet} ${now.collation}`,
  }
  return { differences: [say('proofs.differs.databaseOptions', params)], weak }
}

/** Tables and rows do not depend on them, and not every account may set them: no reason to call a rollback failed. */
function otherOptions({ database, options: before }: Defaults, { options: after }: Defaults): Said[] {
  if (before === undefined || after === undefined || before === after) return []
  return [say('proofs.weak.databaseOptions', { database, before: before || '-', after: after || '-' })]
}

/** Of the tables alone: what is restored beside has its objects only after the swap. */
export function tableDifferences(then: Structure, now: Structure): Comparison {
  const found = new Map(now.tables.map((table) => [table.name, table]))
  const differences: Said[] = []
  for (const { name, definition, fingerprint } of then.tables) {
    const after = found.get(name)
    found.delete(name)
    const table = `${then.database}.${name}`
    if (after === undefined) differences.push(say('proofs.differs.tableMissing', { table }))
    else if (after.fingerprint !== fingerprint) differences.push(...changedLines(table, definition, after.definition))
  }
  for (const name of found.keys()) differences.push(say('proofs.differs.tableAdded', { table: `${then.database}.${name}` }))
  return { differences, weak: [] }
}

function objectDifferences(then: Structure, now: Structure): Comparison {
  const found = new Map(now.objects.map((object) => [`${object.kind} ${object.name}`, object]))
  const comparison: Comparison = { differences: [], weak: [] }
  for (const before of then.objects) {
    const key = `${before.kind} ${before.name}`
    const after = found.get(key)
    found.delete(key)
    const params = { kind: before.kind, object: `${then.database}.${before.name}` }
    if (after === undefined) {
      // An event for one moment is gone for good once that moment has passed; the server would not keep it if it were created again.
      if (isDroppedWhenOver(before)) comparison.weak.push(say('proofs.weak.eventPassed', params))
      else comparison.differences.push(say('proofs.differs.objectMissing', params))
    } else if (before.fingerprint !== after.fingerprint) {
      if (isOnlyOver(before, after) && settingsOf(params, before, after).length === 0)
        comparison.weak.push(say('proofs.weak.eventOver', params))
      else comparison.differences.push(...changedParts(params, before, after))
    }
  }
  for (const { kind, name } of found.values()) {
    comparison.differences.push(say('proofs.differs.objectAdded', { kind, object: `${then.database}.${name}` }))
  }
  for (const { why } of [...then.uncarried, ...now.uncarried]) comparison.weak.push(why)
  return comparison
}

// Server's own words: a line of SHOW CREATE TABLE is one column, one index, one constraint, or the options at the end.
function changedLines(table: string, then: string, now: string): Said[] {
  const before = linesOf(then)
  const after = linesOf(now)
  const gone = before.filter((line) => !after.includes(line))
  const added = after.filter((line) => !before.includes(line))
  const differences = gone.map((line) => {
    const at = added.findIndex((other) => subjectOf(other) === subjectOf(line))
    if (at === -1) return say('proofs.differs.lineGone', { table, line })
    const [other = ''] = added.splice(at, 1)
    return say('proofs.differs.lineChanged', { table, before: line, after: other })
  })
  differences.push(...added.map((line) => say('proofs.differs.lineAdded', { table, line })))
  return differences.length > 0 ? differences : [say('proofs.differs.lineOrder', { table })]
}

function linesOf(definition: string): string[] {
  return definition.split('\n').map((line) => line.trim().replace(/,$/, ''))
}

/** What a line speaks of: the column or index by its name, or the options. */
function subjectOf(line: string): string {
  return /^(?:[A-Z ]*KEY |CONSTRAINT |)`(?:[^`]|``)+`/.exec(line)?.[0] ?? line.slice(0, line.startsWith(')') ? 1 : 12)
}

type Named = { kind: string; object: string }

function settingsOf(params: Named, before: StoredObject, after: StoredObject): Said[] {
  const parts = [
    'table',
    'definer',
    'sqlMode',
    'characterSetClient',
    'collationConnection',
    'databaseCollation',
    'timeZone',
    'order',
  ] as const
  return parts
    .filter((part) => before[part] !== after[part])
    .map((part) =>
      say('proofs.differs.objectSetting', { ...params, part, before: String(before[part] ?? '-'), after: String(after[part] ?? '-') }),
    )
}

function changedParts(params: Named, before: StoredObject, after: StoredObject): Said[] {
  const settings = settingsOf(params, before, after)
  return before.statement === after.statement ? settings : [say('proofs.differs.objectText', params), ...settings]
}

import type { StoredObject } from './structure.ts'

type Stated = Pick<StoredObject, 'kind' | 'statement'>

// What SHOW CREATE EVENT prints between the name and the body.
const SCHEDULE =
  /^(CREATE .*?\bEVENT `(?:[^`]|``)+` ON SCHEDULE (?:AT '[^']*'|EVERY .*? ENDS '[^']*') ON COMPLETION (NOT )?PRESERVE )(ENABLE|DISABLE)\b/is

/** An event after whose last moment the server drops it; created again, it would not be kept. */
export function isDroppedWhenOver({ kind, statement }: Stated): boolean {
  const schedule = kind === 'event' ? SCHEDULE.exec(statement) : null
  return schedule !== null && schedule[2] !== undefined
}

/** The same event, which the server has disabled meanwhile, or as it was created again, because its last moment has passed. */
export function isOnlyOver(before: Stated, after: Stated): boolean {
  const schedule = before.kind === 'event' ? SCHEDULE.exec(before.statement) : null
  if (schedule === null || schedule[3]?.toUpperCase() !== 'ENABLE') return false
  return before.statement.replace(SCHEDULE, '$1DISABLE') === after.statement
}

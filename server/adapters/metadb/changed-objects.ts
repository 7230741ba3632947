import { isBesideName } from '../../domain/beside-name.ts'
import { QUOTED } from '../../domain/databases/definition-words.ts'
import type { StoredObject } from '../../domain/databases/structure.ts'
import { inEnglish } from '../../domain/in-english.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { OperatorError } from '../../errors.ts'
import type { ConnectionSource } from './connection-source.ts'
import { listObjects, readObject } from './read-objects.ts'
import { fixSession, tableNames } from './read-structure.ts'
import type { Session } from './session.ts'
import { createObject, dropObject } from './write-object.ts'

// No table of OMS, which may be there, is called so.
const PROBE = 'panel_probe'
const NO_SUCH_ROUTINE = 1305
// Up to the view's own name; a quoted definer may hold any word.
const HEAD = /^((?:[^`]|`(?:[^`]|``)*`)*?\bVIEW\s+)(?:`(?:[^`]|``)+`\.)?`(?:[^`]|``)+`/i

/**
 * Creates each routine and each view of these databases in a scratch database as a rollback would, and drops it again. Returns those that are
 * refused, or that the server prints otherwise then: a line `database.name`, and what it said. A trigger may name its own database, and is not tried.
 */
export async function changedObjects(source: ConnectionSource, scratch: string, databases: string[]): Promise<string[]> {
  if (!isBesideName(scratch)) throw new Error(`not a name that the panel makes: ${scratch}`)
  const changed: string[] = []
  for (const database of databases) {
    const { routines, views } = await source.use((session) => readObjects(session, database, scratch))
    for (const { object, name } of [
      ...routines.map((routine) => ({ object: routine, name: routine.name })),
      ...views.map((view) => ({ object: { ...view, name: PROBE }, name: view.name })),
    ]) {
      const raw = await refusalOf(source, scratch, database, object)
      await source.use((session) => dropObject(session, scratch, object))
      if (raw !== null) changed.push(`${database}.${name}\n${raw}`)
    }
  }
  return changed
}

async function refusalOf(source: ConnectionSource, scratch: string, database: string, object: StoredObject): Promise<string | null> {
  try {
    await createObject(source, scratch, object)
    return null
  } catch (cause) {
    // What came too late, or from a connection that is gone, says nothing about the object.
    if (!(cause instanceof OperatorError) || cause.problem.code === 'timeout' || cause.problem.code === 'unavailable') throw cause
    const statement = callingFrom(database, object.statement, missingFunction(cause, scratch))
    if (statement !== object.statement) return await refusalOf(source, scratch, database, { ...object, statement })
    return cause.problem.raw ?? inEnglish(cause.problem.said)
  }
}

/** Which function the server looked for in the scratch database, because the view calls one of its own database: that stays without a name before it.
 * OceanBase says its name alone. */
function missingFunction({ cause, problem }: OperatorError, scratch: string): string | null {
  if ((cause as { errno?: number } | undefined)?.errno !== NO_SUCH_ROUTINE) return null
  const [, name = ''] = /^FUNCTION (.*) does not exist$/s.exec(problem.raw ?? '') ?? []
  return name.startsWith(`${scratch}.`) ? name.slice(scratch.length + 1) : name
}

function callingFrom(database: string, statement: string, name: string | null): string {
  if (name === null) return statement
  return statement.replaceAll(new RegExp(`(?<!\\.)(?:${QUOTED.source})(?=\\()`, 'gs'), (word) =>
    word === quoteIdentifier(name) ? `${quoteIdentifier(database)}.${word}` : word,
  )
}

interface Readable {
  routines: StoredObject[]
  views: StoredObject[]
}

/** Views with texts that mean the same in the scratch database, as the view PROBE there. What cannot be read is a finding of its own. */
async function readObjects(session: Session, database: string, scratch: string): Promise<Readable> {
  await fixSession(session, database)
  const { views } = await tableNames(session, database)
  const readable: StoredObject[] = []
  for (const one of await listObjects(session, database, views)) {
    const object = await readObject(session, database, one)
    if (!('why' in object)) readable.push(object)
  }
  // Seen from another database, a view names the database of every table.
  await session.plain(`use ${quoteIdentifier(scratch)}`)
  const found: Readable = {
    routines: readable.filter(({ kind }) => kind === 'function' || kind === 'procedure'),
    views: readable.filter(({ kind }) => kind === 'view'),
  }
  for (const object of found.views) {
    const [row] = await session.plain(`show create view ${quoteIdentifier(database)}.${quoteIdentifier(object.name)}`)
    const text = session.dialect.asPrintedAgain('view', String(row?.['create view']))
    object.statement = text.replace(HEAD, (_, head: string) => `${head}${quoteIdentifier(PROBE)}`)
  }
  return found
}

import { isBesideName } from '../../domain/beside-name.ts'
import type { StoredObject } from '../../domain/databases/structure.ts'
import { inEnglish } from '../../domain/in-english.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { OperatorError } from '../../errors.ts'
import type { ConnectionSource } from './connection-source.ts'
import { listObjects, readObject } from './read-objects.ts'
import { fixSession, tableNames } from './read-structure.ts'
import type { Session } from './session.ts'
import { createObject, dropObject } from './write-object.ts'

const PROBE = 'probe'
// Up to the view's own name; a quoted definer may hold any word.
const HEAD = /^((?:[^`]|`(?:[^`]|``)*`)*?\bVIEW\s+)(?:`(?:[^`]|``)+`\.)?`(?:[^`]|``)+`/i

/**
 * Creates each view of these databases in a scratch database as a rollback would, and drops it again. Returns those that are refused, or that
 * the server prints otherwise then: a line `database.view`, and what it said. Bodies of routines come back as they were; a view is printed anew.
 */
export async function changedViews(source: ConnectionSource, scratch: string, databases: string[]): Promise<string[]> {
  if (!isBesideName(scratch)) throw new Error(`not a name that the panel makes: ${scratch}`)
  const changed: string[] = []
  for (const database of databases) {
    for (const view of await source.use((session) => readViews(session, database, scratch))) {
      const raw = await createObject(source, scratch, { ...view, name: PROBE }).then(
        () => null,
        (cause: unknown) => {
          // What came too late, or from a connection that is gone, says nothing about the view.
          if (!(cause instanceof OperatorError) || cause.problem.code === 'timeout' || cause.problem.code === 'unavailable') throw cause
          return cause.problem.raw ?? inEnglish(cause.problem.said)
        },
      )
      await source.use((session) => dropObject(session, scratch, { kind: 'view', name: PROBE }))
      if (raw !== null) changed.push(`${database}.${view.name}\n${raw}`)
    }
  }
  return changed
}

/** With texts that mean the same in the scratch database, as the view PROBE there. Views that cannot be read are a finding of their own. */
async function readViews(session: Session, database: string, scratch: string): Promise<StoredObject[]> {
  await fixSession(session, database)
  const { views } = await tableNames(session, database)
  const listed = (await listObjects(session, database, views)).filter(({ kind }) => kind === 'view')
  const readable: StoredObject[] = []
  for (const one of listed) {
    const object = await readObject(session, database, one)
    if (!('why' in object)) readable.push(object)
  }
  // Seen from another database, a view names the database of every table.
  await session.plain(`use ${quoteIdentifier(scratch)}`)
  for (const object of readable) {
    const [row] = await session.plain(`show create view ${quoteIdentifier(database)}.${quoteIdentifier(object.name)}`)
    const text = session.dialect.asPrintedAgain('view', String(row?.['create view']))
    object.statement = text.replace(HEAD, (_, head: string) => `${head}${quoteIdentifier(PROBE)}`)
  }
  return readable
}

import { say } from '../contract/said.ts'
import { type BesideKind, besideName, newTag } from '../domain/beside-name.ts'
import { OperatorError } from '../errors.ts'
import type { Acting, UpgradeContext } from './context.ts'
import type { MetaDbWriter } from './ports/metadb.ts'

const TRIES = 5

/** Creates an empty database beside a live one, under a name that was free and is noted before anything has it. */
export async function makeBeside(
  { facts, world, report }: Pick<Acting<UpgradeContext>, 'facts' | 'world' | 'report'>,
  metaDb: MetaDbWriter,
  { database, characterSet, collation }: { database: string; characterSet: string; collation: string },
  kind: BesideKind,
): Promise<string> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const name = besideName(database, newTag(), kind)
    if ((await metaDb.existing([name])).length > 0) continue
    const made = (await facts.get('madeDatabases')) ?? []
    const note = { name, of: database, kind, at: world.clock.now().toISOString() }
    await facts.replace('madeDatabases', [...made, note])
    if ((await metaDb.createBeside(name, { characterSet, collation })) === 'created') {
      report.line(`${database}: created ${name} with ${characterSet} ${collation}`)
      return name
    }
    // Somebody else made it in between: then it is not the panel's.
    await facts.replace('madeDatabases', made)
  }
  throw new OperatorError('conflict', say('errors.noFreeName', { database }))
}

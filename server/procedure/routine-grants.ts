import { type Said, say } from '../contract/said.ts'
import type { RoutineGrant } from '../domain/databases/routine-grant.ts'
import type { Structure } from '../domain/databases/structure.ts'
import { OperatorError } from '../errors.ts'
import type { Acting, UpgradeContext } from './context.ts'
import type { MetaDbReader, MetaDbWriter } from './ports/metadb.ts'

type Routines = readonly Pick<Structure, 'database' | 'objects'>[]

const idOf = ({ database, kind, name, user, host }: RoutineGrant): string => JSON.stringify([database, kind, name, user, host])
const isRoutine = (kind: string): boolean => kind === 'procedure' || kind === 'function'

function missing(held: readonly RoutineGrant[], now: readonly RoutineGrant[], structures: Routines): RoutineGrant[] {
  const there = new Set(now.map(idOf))
  const exists = ({ database, kind, name }: RoutineGrant) =>
    structures.some((one) => one.database === database && one.objects.some((object) => object.kind === kind && object.name === name))
  return held.filter((grant) => exists(grant) && !there.has(idOf(grant)))
}

/** Gives back what went with dropped routines; what this account may not grant is only told. */
export async function grantAgain(
  { report }: Pick<Acting<UpgradeContext>, 'report'>,
  metaDb: MetaDbWriter,
  held: readonly RoutineGrant[] | null | undefined,
  structures: Routines,
): Promise<void> {
  if (!held?.length) return
  const now = (await metaDb.routineGrants(structures.map(({ database }) => database))) ?? []
  for (const grant of missing(held, now, structures)) {
    const words = `${grant.rights.join(', ')} on ${grant.kind} ${grant.database}.${grant.name} to ${grant.user}@${grant.host}`
    await metaDb.grantRoutine(grant).then(
      () => report.line(`granted again: ${words}`),
      (cause: unknown) => {
        if (!(cause instanceof OperatorError) || cause.problem.code !== 'refused') throw cause
        report.line(`could not be granted again: ${words}`)
      },
    )
  }
}

/** What is not proven of rights on routines, each by its database. */
export async function grantsNotProven(
  metaDb: MetaDbReader,
  held: readonly RoutineGrant[] | null | undefined,
  structures: Routines,
): Promise<Said[]> {
  if (held === undefined) return []
  const now = held === null ? null : await metaDb.routineGrants(structures.map(({ database }) => database))
  return structures.flatMap(({ database, objects }): Said[] => {
    const count = objects.filter(({ kind }) => isRoutine(kind)).length
    if (count === 0) return []
    if (held === null || now === null) return [say('proofs.weak.routineGrants', { database, count })]
    const lost = missing(held, now, structures).filter((grant) => grant.database === database)
    return lost.length === 0 ? [] : [say('proofs.weak.routineGrantsLost', { database, count: lost.length })]
  })
}

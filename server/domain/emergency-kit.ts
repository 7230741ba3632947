import type { EmergencyKitFacts } from './emergency-kit-facts.ts'
import { byHand } from './emergency-objects.ts'
import { emergencyScript } from './emergency-script.ts'
import { emergencyText } from './emergency-text.ts'

/**
 * The files with which a person rolls back without the panel: a text to read, a script for any POSIX shell, and the stored objects that
 * the script cannot create. No password in any of them.
 */
export function emergencyKit(facts: EmergencyKitFacts): { name: string; text: string; executable: boolean }[] {
  const left = facts.databases.flatMap((database) =>
    database.objects.flatMap((object) => {
      const why = byHand(database, object)
      return why === null ? [] : [{ database: database.database, object, why }]
    }),
  )
  const files = left.map(({ object }, index) => ({ name: `create-by-hand-${index + 1}.sql`, text: object.statement, executable: false }))
  const named = left.map(({ database, object, why }, index) => ({
    what: `${object.kind} ${object.name} in ${database}`,
    file: files[index]?.name ?? '',
    why,
  }))
  return [
    { name: 'ROLLBACK.txt', text: emergencyText(facts, named), executable: false },
    { name: 'rollback.sh', text: emergencyScript(facts), executable: true },
    ...files,
  ]
}

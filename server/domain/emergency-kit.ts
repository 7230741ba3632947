import type { EmergencyKitFacts } from './emergency-kit-facts.ts'
import { emergencyScript } from './emergency-script.ts'
import { emergencyText } from './emergency-text.ts'

/** The files with which a person rolls back without the panel: a text to read, and a script for any POSIX shell. No password in either. */
export function emergencyKit(facts: EmergencyKitFacts): { name: string; text: string; executable: boolean }[] {
  return [
    { name: 'ROLLBACK.txt', text: emergencyText(facts), executable: false },
    { name: 'rollback.sh', text: emergencyScript(facts), executable: true },
  ]
}

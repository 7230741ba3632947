import type { Role } from '../contract/access.ts'
import type { PersonAct } from '../contract/people.ts'
import { type Said, say } from '../contract/said.ts'

export interface PersonFacts {
  id: string
  role: Role
  hasTwoFactor: boolean
  sessions: number
}

export interface PersonQuestion {
  act: PersonAct
  actorId: string | null
  person: PersonFacts
  /** How many there are now, the person among them. */
  administrators: number
}

/** Why an administrator cannot do this to a person; null where they can. The page and the services ask the same. */
export function personGate({ act, actorId, person, administrators }: PersonQuestion): Said | null {
  if (person.id === actorId) {
    return act === 'remove' || act === 'change-role' ? say('access.notToYourself') : say('access.onYourAccountPage')
  }
  switch (act) {
    case 'remove':
    case 'change-role':
      return person.role === 'administrator' && administrators <= 1 ? say('access.lastAdministrator') : null
    case 'reset-two-factor':
      return person.hasTwoFactor ? null : say('access.hasNoTwoFactor')
    case 'end-sessions':
      return person.sessions > 0 ? null : say('access.hasNoSessions')
    case 'reset-password':
      return null
    default:
      return act satisfies never
  }
}

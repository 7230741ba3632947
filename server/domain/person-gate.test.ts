import { expect, test } from 'vitest'
import type { PersonAct } from '../contract/people.ts'
import { type PersonFacts, personGate } from './person-gate.ts'

const ADA: PersonFacts = { id: 'ada', role: 'administrator', hasTwoFactor: true, sessions: 2 }
const OTTO: PersonFacts = { id: 'otto', role: 'operator', hasTwoFactor: false, sessions: 0 }
const ALL: PersonAct[] = ['change-role', 'reset-password', 'reset-two-factor', 'end-sessions', 'remove']

function keys(person: PersonFacts, actorId: string | null, administrators: number) {
  return Object.fromEntries(ALL.map((act) => [act, personGate({ act, actorId, person, administrators })?.key ?? null]))
}

// A slip in the own row would leave nobody who can let anybody in.
test('nobody removes or demotes themselves, and their own password asks for the old one', () => {
  expect(keys(ADA, 'ada', 5)).toEqual({
    'change-role': 'access.notToYourself',
    'reset-password': 'access.onYourAccountPage',
    'reset-two-factor': 'access.onYourAccountPage',
    'end-sessions': 'access.onYourAccountPage',
    remove: 'access.notToYourself',
  })
})

// Two administrators who demote each other at the same moment: the second one finds that only one is left.
test('the last administrator stays one', () => {
  expect(keys(ADA, 'eve', 1)).toMatchObject({ 'change-role': 'access.lastAdministrator', remove: 'access.lastAdministrator' })
  expect(keys(ADA, 'eve', 2)).toEqual(Object.fromEntries(ALL.map((act) => [act, null])))
})

test('what is not there cannot be ended or reset', () => {
  expect(keys(OTTO, 'ada', 1)).toEqual({
    'change-role': null,
    'reset-password': null,
    'reset-two-factor': 'access.hasNoTwoFactor',
    'end-sessions': 'access.hasNoSessions',
    remove: null,
  })
})

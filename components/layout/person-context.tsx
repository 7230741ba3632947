'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { may, type Permission, type Person } from '@/server/contract/access.ts'

const PersonContext = createContext<Person | null>(null)

export function PersonProvider({ person, children }: { person: Person; children: ReactNode }) {
  return <PersonContext value={person}>{children}</PersonContext>
}

/** Whoever is signed in. */
export function usePerson(): Person {
  const person = useContext(PersonContext)
  if (person === null) throw new Error('usePerson is for pages behind sign-in')
  return person
}

/** Whether the page may offer something; the server judges every command all the same. */
export function useMay(permission: Permission): boolean {
  return may(usePerson().role, permission)
}

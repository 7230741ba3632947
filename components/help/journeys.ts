import type { Permission } from '@/server/contract/access.ts'

export type JourneyId = 'adopt' | 'plan' | 'run' | 'trouble' | 'roll-back' | 'review'

interface Journey {
  id: JourneyId
  /** Name of its picture in public/screenshots. */
  picture: string
  /** Where it begins. */
  begins: { href: string; label: 'adopt' | 'plan' | 'upgrades'; needs: Permission }
}

const UPGRADES = { href: '/upgrades', label: 'upgrades', needs: 'upgrade:read' } as const

/** A help page each, in the order in which people come to them. */
export const JOURNEYS: readonly Journey[] = [
  { id: 'adopt', picture: 'adopt', begins: { href: '/installations/adopt', label: 'adopt', needs: 'installation:edit' } },
  { id: 'plan', picture: 'plan', begins: { href: '/upgrades/new', label: 'plan', needs: 'upgrade:plan' } },
  { id: 'run', picture: 'run-in-window', begins: UPGRADES },
  { id: 'trouble', picture: 'needs-decision', begins: UPGRADES },
  { id: 'roll-back', picture: 'rolled-back', begins: UPGRADES },
  { id: 'review', picture: 'run-succeeded', begins: UPGRADES },
]

export function journeyOf(id: string): Journey | undefined {
  return JOURNEYS.find((journey) => journey.id === id)
}

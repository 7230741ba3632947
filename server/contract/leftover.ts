import { z } from 'zod'
import type { Said } from './said.ts'

/** What can be done with the stopped container that a rolled-back upgrade left, so that its name is free again. */
export const LeftoverAct = z.enum(['rename', 'remove'])
export type LeftoverAct = z.infer<typeof LeftoverAct>

/** The gate's answer for one act. */
export type LeftoverChoice = { act: LeftoverAct } & ({ allowed: true; consequence: Said } | { allowed: false; reason: Said })

/** Answer of GET /api/upgrades/[id]/leftover. */
export type LeftoverReading =
  | { state: 'none' }
  | {
      state: 'there'
      /** `status` is Docker's own word. */
      container: { name: string; status: string }
      /** False where somebody started it again: then two OMS containers may work on one MetaDB. */
      isStopped: boolean
      /** It still has the name that the same upgrade would take again. */
      isInTheWay: boolean
      /** What it is called after a rename. */
      newName: string
      choices: LeftoverChoice[]
    }

export const ClearLeftoverInput = z.object({
  jobId: z.string().min(1),
  act: LeftoverAct,
  /** As the person saw or typed it; refused when the container is called otherwise by now. */
  containerName: z.string().max(256),
})
export type ClearLeftoverInput = z.infer<typeof ClearLeftoverInput>

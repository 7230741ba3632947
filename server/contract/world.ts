import { z } from 'zod'
import type { Said } from './said.ts'
import { VersionText } from './versions.ts'

/** proven: looked at, and as it should be. wrong: looked at, and not. unknown: it could not be looked at. */
export type WorldProof = 'proven' | 'wrong' | 'unknown'

/** One thing that somebody who fixed OMS by hand would check. */
export interface WorldItem {
  id: 'containers' | 'databases' | 'tables' | 'schema' | 'ha' | 'console'
  proof: WorldProof
  said: Said
  raw?: string
}

/** old and new: the containers of this job. other: another one that looks like OMS. */
export type ContainerRole = 'old' | 'new' | 'other'

export interface SeenContainer {
  id: string
  name: string
  image: string
  /** Docker's own word. */
  state: string
  role: ContainerRole
  /** Version of the OMS in it: of the plan for old and new, else of the image's tag. */
  version: string | null
}

/** What a fresh look says about where OMS is, whatever the journal says. */
export type WorldVerdict = 'old-runs' | 'new-runs' | 'both-run' | 'none-runs' | 'other-runs' | 'unknown'

/** Answer of GET /api/upgrades/[id]/world: what was read just now. */
export interface WorldReading {
  at: string
  verdict: WorldVerdict
  /** The verdict in words, with the container that was read. */
  said: Said
  /** Null where the engine could not be asked. */
  containers: SeenContainer[] | null
  items: WorldItem[]
}

export const ResolveInput = z.object({
  jobId: z.string().min(1),
  reason: z.string().trim().min(1).max(2000),
  /** The container that the installation uses from now on. */
  containerId: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the OMS in it, where the look does not tell. */
  version: z.string().trim().pipe(VersionText).nullable(),
  /** The person saw the items that are not proven, by their ids. */
  accepted: z.array(z.string().max(40)).max(20),
  /** The id of whoever drives the job, in whose place the person decides. */
  inPlaceOf: z.string().max(64).nullish(),
})
export type ResolveInput = z.infer<typeof ResolveInput>

/** How a job was ended outside the panel, and what the panel saw then. */
export interface Resolution {
  at: string
  by: string
  reason: string
  container: { id: string; name: string }
  version: string
  items: WorldItem[]
}

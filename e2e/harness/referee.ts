import { setTimeout as pause } from 'node:timers/promises'
import type { Databases } from '../referee/compare-databases.ts'
import { consoleHealth } from '../referee/console-health.ts'
import { containerPictures } from '../referee/containers.ts'
import type { Exception } from '../referee/exceptions.ts'
import { isBeating } from '../referee/heartbeats.ts'
import { notRolledBack, notUpgraded, touched } from '../referee/judge.ts'
import { type Picture, type Place, takePicture } from '../referee/picture.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { HA_CHANGES, INIT_CHANGES, SITE_LIVES } from './site-exceptions.ts'

const CONSOLE_SECONDS = 20
const BEAT_SECONDS = 20
const SELDOM_BEAT_SECONDS = 130

interface Allowed {
  /** What somebody else changed meanwhile, beside what the referee was opened with. */
  exceptions?: Exception[]
  /** Keys of ha.config that somebody else changed meanwhile. */
  haKeys?: string[]
}

interface MayHaveCopies extends Allowed {
  /** A rollback that is not finished, or was taken back, has made copies. */
  mayHaveCopies?: boolean
}

interface AllowedAfterUpgrade extends MayHaveCopies {
  newName?: string
  /** Somebody removed the old container. */
  isOldGone?: boolean
}

/** Where the referee looks: as the MetaDB's administrator, whom OMS and the panel do not know; behind a stand-in, which would judge itself. */
export function placeOf({ metaDb, engine, oms }: SandboxState): Place {
  if (metaDb === null || engine === null || oms === null) throw new Error('the sandbox is not up')
  const { host, port, admin } = metaDb
  const { rm, cm, heartbeats } = oms.databases
  const reading = metaDb.reading === undefined ? {} : { by: metaDb.reading }
  const place = { metaDb: metaDb.behind ?? { host, port, ...admin }, databases: [rm, cm, heartbeats], ...reading }
  return { ...place, dockerHost: engine.host, consoleUrl: oms.console.url }
}

/**
 * Takes a picture of a fresh OMS now; each verdict is a text of all that differs from what had to come of it, empty where it is as it
 * has to be. `plain`: the schema that the document by hand leads to. `given`: what else may differ, with reasons.
 */
export async function openReferee(sandbox: SandboxState, plain: Databases, given: Exception[] = []) {
  const place = placeOf(sandbox)
  const { traits } = sandbox
  const exceptions = [...given, ...traits.flatMap((trait) => SITE_LIVES[trait] ?? [])]
  const beatSeconds = traits.includes('heartbeats-60s') ? SELDOM_BEAT_SECONDS : BEAT_SECONDS
  let oldId = sandbox.oms?.containerId ?? ''
  let before = await takePicture(place)

  /** The world at rest: OMS answers and its heartbeats come. */
  async function later(): Promise<{ after: Picture; wrongs: string[] }> {
    for (const end = Date.now() + CONSOLE_SECONDS * 1000; Date.now() < end; await pause(500))
      if ((await consoleHealth(place.consoleUrl)) === '200 healthy') break
    const beats = await isBeating(place.metaDb, sandbox.oms?.databases.heartbeats ?? '', beatSeconds)
    return { after: await takePicture(place), wrongs: beats ? [] : [`no heartbeat came in ${beatSeconds} s`] }
  }

  const withMore = <Given extends Allowed>(allowed: Given) => ({ ...allowed, exceptions: [...exceptions, ...(allowed.exceptions ?? [])] })
  const verdict = (wrongs: string[], lines: string[]) => [...wrongs, ...lines].join('\n')
  return {
    before: () => before,
    exceptions,
    /** What was done to containers before the start was meant, and is where a rollback has to lead. */
    async lookAgainAtContainers(): Promise<void> {
      before = { ...before, containers: await containerPictures(place.dockerHost) }
      oldId = before.containers.find(({ status }) => status === 'running')?.id ?? oldId
    },
    async untouched(allowed: MayHaveCopies = {}): Promise<string> {
      const { after, wrongs } = await later()
      return verdict(wrongs, touched(before, after, { oldId, ...withMore(allowed) }))
    },
    async rolledBack(allowed: Allowed = {}): Promise<string> {
      const { after, wrongs } = await later()
      return verdict(wrongs, notRolledBack(before, after, { oldId, ...withMore(allowed) }))
    },
    async upgraded({ newName = 'oms_340', ...allowed }: AllowedAfterUpgrade = {}): Promise<string> {
      const { after, wrongs } = await later()
      const { exceptions: more, ...rest } = withMore(allowed)
      const changed = [...more, ...traits.flatMap((trait) => INIT_CHANGES[trait] ?? [])]
      const haKeys = traits.flatMap((trait) => HA_CHANGES[trait] ?? [])
      return verdict(wrongs, notUpgraded(before, after, { oldId, newName, plain, haKeys, ...rest, exceptions: changed }))
    },
  }
}

export type Referee = Awaited<ReturnType<typeof openReferee>>

import { moving, runningNames, settingDifferences } from './compare-containers.ts'
import { type Databases, databaseDifferences, definitionDifferences, lostRows } from './compare-databases.ts'
import type { ContainerPicture } from './containers.ts'
import { type Exception, OMS_LIVES } from './exceptions.ts'
import { haConfigOf, haDifferences } from './ha-config.ts'
import type { Picture } from './picture.ts'

interface Given {
  /** The id of the container that ran before. */
  oldId: string
  /** Further exceptions, each with its reason. */
  exceptions?: Exception[]
  /** Keys of ha.config that may be anything. */
  haKeys?: string[]
}

interface Untouched extends Given {
  /** A rollback that was taken back leaves its copies. */
  mayHaveCopies?: boolean
}

/** Nothing of it was done: the same container runs as it was, on the same metadata. */
export function touched(
  before: Picture,
  after: Picture,
  { oldId, exceptions = [], haKeys = [], mayHaveCopies = false }: Untouched,
): string[] {
  return [
    ...leftBehind(before, after, mayHaveCopies ? COPY : undefined),
    ...sameContainer(before, after, oldId),
    ...databaseDifferences(before.databases, after.databases, [...OMS_LIVES, ...exceptions]),
    ...ha(before, after, 'equal', haKeys),
  ]
}

/** It was taken back: the old container runs as it was, on metadata that differs in nothing; ha.config waits long enough for the gap. */
export function notRolledBack(before: Picture, after: Picture, { oldId, exceptions = [], haKeys = [] }: Given): string[] {
  return [
    ...leftBehind(before, after, KEPT),
    ...sameContainer(before, after, oldId),
    ...databaseDifferences(before.databases, after.databases, [...OMS_LIVES, ...exceptions]),
    ...ha(before, after, 'not lower', haKeys),
  ]
}

interface Upgraded extends Given {
  newName: string
  /** The databases as a plain init leaves them; their rows are not looked at. */
  plain: Databases
  /** Somebody removed the old container. */
  isOldGone?: boolean
  /** A rollback that is not finished has made copies already. */
  mayHaveCopies?: boolean
}

/** It was done: exactly the new container runs, made as the old one, on the schema of a plain init, with every row that was there. */
export function notUpgraded(before: Picture, after: Picture, given: Upgraded): string[] {
  const { oldId, newName, plain, isOldGone = false, mayHaveCopies = false, exceptions = [], haKeys = [] } = given
  const old = before.containers.find(({ id }) => id === oldId)
  const [oldNow, next] = [after.containers.find(({ id }) => id === oldId), after.containers.find(({ name }) => name === newName)]
  const wrongs: string[] = []
  if (old === undefined) wrongs.push('the old container is not in the first picture')
  if (!isOldGone && oldNow === undefined) wrongs.push('the old container is gone')
  if (oldNow !== undefined && oldNow.restartPolicy !== 'no:0') wrongs.push(`the old container comes up again: ${oldNow.restartPolicy}`)
  wrongs.push(...onlyRuns(after, next, newName))
  if (old !== undefined && next !== undefined) wrongs.push(...notCarried(old, next))
  return [
    ...wrongs,
    ...leftBehind(before, after, mayHaveCopies ? COPY : KEPT),
    ...definitionDifferences(plain, after.databases),
    ...lostRows(before.databases, after.databases, [...OMS_LIVES, ...exceptions]),
    ...ha(before, after, 'not lower', haKeys),
  ]
}

// What a rollback replaced stays on the server, under a name that says so, until its job is finalized.
const KEPT = /__panel_[a-z0-9]+_kept$/
const COPY = /__panel_[a-z0-9]+_(kept|new)$/

/** Databases that somebody made and did not take away, and such that are gone. */
function leftBehind(before: Picture, after: Picture, may?: RegExp): string[] {
  const come = after.schemata.filter((name) => !before.schemata.includes(name) && may?.test(name) !== true)
  const gone = before.schemata.filter((name) => !after.schemata.includes(name))
  return [...come.map((name) => `+ database ${name} on the server`), ...gone.map((name) => `- database ${name} on the server`)]
}

function sameContainer(before: Picture, after: Picture, oldId: string): string[] {
  const [old, now] = [before, after].map(({ containers }) => containers.find(({ id }) => id === oldId))
  if (old === undefined || now === undefined) return ['the old container is gone']
  const policy = old.restartPolicy === now.restartPolicy ? [] : [`the restart policy was ${old.restartPolicy}, is ${now.restartPolicy}`]
  const name = old.name === now.name ? [] : [`the old container was ${old.name}, is ${now.name}`]
  return [...onlyRuns(after, now, old.name), ...policy, ...name, ...settingDifferences(old, now)]
}

function onlyRuns(after: Picture, wanted: ContainerPicture | undefined, name: string): string[] {
  const wrongs = after.console === '200 healthy' ? [] : [`the console answers: ${after.console}`]
  const isAlone = moving(after.containers).every((one) => one === wanted)
  if (wanted?.status !== 'running' || !isAlone)
    wrongs.push(`only ${name} should run, but these do: ${runningNames(after.containers).join(', ')}`)
  return wrongs
}

// What is mounted is told by Mounts, however it was asked for. Its image brings its own of the others, and IS_UPGRADE is what makes it the new one.
const OWN = /^Config\.(Image|Hostname|Env\[\]=(IS_UPGRADE|OMS_VERSION)=|Cmd|Entrypoint)|^HostConfig\.(AutoRemove|Binds|Mounts)\b/
const LABEL = /^Config\.Labels\./
const COMPOSE = /^Config\.Labels\.com\.docker\.compose\./

/** Settings of the old container that the new one has not, and such that it has of itself. */
function notCarried(old: ContainerPicture, next: ContainerPicture): string[] {
  const wanted = old.settings.filter((line) => !OWN.test(line) && !COMPOSE.test(line))
  const found = next.settings.filter((line) => !OWN.test(line) && (!LABEL.test(line) || wanted.includes(line)))
  const wrongs = settingDifferences({ ...old, settings: wanted }, { ...next, settings: found })
  if (!next.settings.includes('Config.Env[]=IS_UPGRADE=true')) wrongs.push('the new container has no IS_UPGRADE=true')
  if (next.settings.includes('HostConfig.AutoRemove=true')) wrongs.push('the new container removes itself when it stops')
  const owned = next.settings.filter((line) => COMPOSE.test(line))
  return [...wrongs, ...owned.map((line) => `compose takes the new container for its own: ${line}`)]
}

function ha(before: Picture, after: Picture, interval: 'equal' | 'not lower', keys: string[]): string[] {
  return haDifferences(haConfigOf(before.databases), haConfigOf(after.databases), { interval, keys })
}

import type { ServerStatus } from '../../contract/job.ts'
import { say } from '../../contract/said.ts'
import { type BeatReading, type BeatWatch, beatSeconds, newerBeats, offsetMinutes, watchSince, withBeats } from '../../domain/heartbeats.ts'
import { steadyWord } from '../../domain/server-history.ts'
import { fails, failsForGood, holds, type Verdict } from '../../engine/step.ts'
import { OperatorError } from '../../errors.ts'
import type { UpgradeContext } from '../context.ts'
import type { Container } from '../ports/engine.ts'
import { withConsole, withMetaDb } from '../with-connection.ts'

/** One could be the last sign of a process that is about to end; two in a row are a life. */
const BEATS = 2
/** Where the heartbeats cannot be read. */
const STEADY_READS = 3
const BETWEEN_READS_MS = 1000

interface Proof {
  containerId: string
  keptAs: 'serversSeen' | 'oldServersSeen' | 'undoServersSeen'
  /** What the heartbeats have to be newer than, for people. */
  since: 'init' | 'start'
}

/** Why waiting is in vain: the OMS that should bring its servers Online is not there any more. */
async function ended({ world }: UpgradeContext, id: string, container: Container | 'missing'): Promise<Verdict | null> {
  if (container === 'missing') return failsForGood(say('errors.containerGone', { name: id.slice(0, 12) }))
  const { name, state, exitCode } = container
  if (state !== 'exited' && state !== 'dead') return null
  return failsForGood(say('outcomes.containerDied', { name, exitCode }), (await world.docker.tailLogs(id, 20)).join('\n'))
}

/** Keeps what was read where it says something new, so that a reviewer sees which server was missing; `isProof`: in any case. */
async function keep(
  { facts, world, plan }: UpgradeContext,
  name: Proof['keptAs'],
  servers: ServerStatus[],
  beats: Record<string, number> | null,
  isProof: boolean,
): Promise<void> {
  const before = await facts.get(name)
  const words = (list: ServerStatus[]) => JSON.stringify(list.map(({ ip, status }) => [ip, steadyWord(status)]))
  if (!isProof && before !== undefined && words(before.servers) === words(servers)) return
  await facts.replace(name, { at: world.clock.now().toISOString(), driver: plan.consoleDriver, servers, beats })
}

/** A problem that may pass, as Error; a problem that looking again does not change, as null. Throws what ends the step. */
function passing(cause: unknown, signal: AbortSignal): Error | null {
  if (signal.aborted) throw cause
  const { code } = cause instanceof OperatorError ? cause.problem : { code: 'unavailable' }
  return code === 'unavailable' || code === 'timeout' ? (cause instanceof Error ? cause : new Error(String(cause))) : null
}

/**
 * Heartbeats newer than the container's start and than the first look of this step, which comes right after the end of init or after the
 * old OMS was started. Null where they cannot be read at all; Error where they may be readable in a moment.
 */
async function newerHeartbeats(context: UpgradeContext, container: Container, signal: AbortSignal): Promise<BeatWatch | Error | null> {
  const { facts, installation } = context
  const reading = await withMetaDb(context, (metaDb) => metaDb.beats(installation.databases.heartbeats, signal)).catch((cause: unknown) => {
    const problem = passing(cause, signal)
    if (problem === null) context.report.line(`the heartbeats cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`)
    return problem
  })
  if (reading === null || reading instanceof Error) return reading
  const known = await facts.get('heartbeats')
  const startedAt = container.startedAt?.toISOString() ?? null
  const isSame = known !== undefined && known.containerId === container.id && known.startedAt === startedAt
  const watch = isSame ? withBeats(known.watch, reading) : watchSince(reading)
  if (!isSame || countsOf(watch, reading) !== countsOf(known.watch, reading))
    await facts.replace('heartbeats', { containerId: container.id, startedAt, watch })
  return watch
}

function countsOf(watch: BeatWatch, { beats }: BeatReading): string {
  return Object.keys(beats)
    .map((ip) => newerBeats(watch, ip))
    .join()
}

/**
 * Every server that was Online before the window is Online again by the OMS in this container, and its supervisor has sent two
 * heartbeats since. Heartbeats are compared with each other only, never with a clock. Where they cannot be read, the driver's word
 * alone is a weak proof and says so.
 */
export async function verifyServersOnline(context: UpgradeContext, proof: Proof, signal: AbortSignal): Promise<Verdict> {
  const { facts, plan, world, report } = context
  const container = await world.docker.container(proof.containerId)
  const end = await ended(context, proof.containerId, container)
  if (end !== null || container === 'missing') return end ?? failsForGood(say('errors.containerGone', { name: proof.containerId }))
  const before = await facts.get('serversBefore')
  const expected = (await facts.get('expectedServers')) ?? [plan.node.hostIp]
  const excepted = ((await facts.get('exceptedServers')) ?? []).map(({ ip }) => ip)
  const required = expected.filter((ip) => !excepted.includes(ip))

  let watch: BeatWatch | null = null
  let servers: ServerStatus[] = []
  for (let read = 1; read <= (watch === null ? STEADY_READS : 1); read += 1) {
    if (read > 1) await world.clock.wait(BETWEEN_READS_MS, signal)
    const heartbeats = await newerHeartbeats(context, container, signal)
    if (heartbeats instanceof Error) return fails(say('outcomes.serversUnreadable'), heartbeats.message)
    watch = heartbeats
    const list = await withConsole(context, (console) => console.servers(signal)).catch((cause: unknown) => {
      const problem = passing(cause, signal)
      if (problem !== null) return problem
      if (cause instanceof OperatorError) return cause
      throw cause
    })
    if (list instanceof Error) {
      // An account that is turned away is not tried again every second: the console would lock it.
      const isForGood = list instanceof OperatorError && passing(list, signal) === null
      return isForGood ? failsForGood(list.problem.said, list.problem.raw) : fails(say('outcomes.serversUnreadable'), list.message)
    }
    servers = list
    const beats = watch === null ? null : Object.fromEntries(required.map((ip) => [ip, watch === null ? 0 : newerBeats(watch, ip)]))
    const isAlive = (ip: string) => beats === null || (beats[ip] ?? 0) >= BEATS
    const isOnline = (ip: string) => servers.some((server) => server.ip === ip && server.isOnline)
    const ready = required.filter((ip) => isOnline(ip) && isAlive(ip))
    report.progress({ done: ready.length, total: required.length, unit: 'servers' })
    await keep(context, proof.keptAs, servers, beats, ready.length === required.length)
    if (servers.length === 0) return fails(say('outcomes.noServers'))
    const missing = required.filter((ip) => !servers.some((server) => server.ip === ip))
    if (missing.length > 0) return fails(say('outcomes.serversMissing', { servers: missing.join(', ') }))
    const waiting = servers.filter((server) => required.includes(server.ip) && !server.isOnline)
    if (waiting.length > 0)
      return fails(say('outcomes.serversNotOnline', { servers: waiting.map(({ ip, status }) => `${ip} ${status}`).join(', ') }))
    const silent = required.filter((ip) => !isAlive(ip))
    if (silent.length > 0) return fails(waitForBeats(context, silent, beats ?? {}, watch))
  }

  const others = {
    excepted: listed(expected.filter((ip) => excepted.includes(ip))),
    others: listed(servers.filter(({ ip, isOnline }) => !expected.includes(ip) && !isOnline).map(({ ip, status }) => `${ip} ${status}`)),
    added: listed(before === undefined ? [] : servers.filter(({ ip }) => !before.some((known) => known.ip === ip)).map(({ ip }) => ip)),
  }
  if (watch === null) return holds(say('outcomes.serversAliveWeak', { count: required.length, reads: STEADY_READS, ...others }))
  const minutes = offsetMinutes(watch)
  const offset = minutes === null ? 'none' : `${minutes > 0 ? '+' : '−'}${clock(Math.abs(minutes))}`
  return holds(say('outcomes.serversAlive', { count: required.length, beats: BEATS, since: proof.since, offset, ...others }))
}

/** The wait is OMS's own: nothing that the panel does makes it shorter. */
function waitForBeats({ report }: UpgradeContext, silent: string[], beats: Record<string, number>, watch: BeatWatch | null) {
  const seconds = watch === null ? 0 : (beatSeconds(watch) ?? 0)
  const next = Math.min(...silent.map((ip) => beats[ip] ?? 0)) + 1
  const said = say('waiting.beats', { next, of: BEATS, servers: silent.join(', '), seconds })
  report.waitingFor(said)
  return say('outcomes.serversSilent', { next, of: BEATS, servers: silent.join(', ') })
}

/** For a text that says something only where there is something: ICU chooses by this word. */
function listed(names: string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

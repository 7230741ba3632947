import { createHash } from 'node:crypto'
import type { ConsoleWatch, Teaching } from '../contract/console-calls.ts'
import { say } from '../contract/said.ts'
import { MAXIMUM_HAR_BYTES } from '../domain/console-calls/read-har.ts'
import { teachByHar, teachByLog } from '../domain/console-calls/teach.ts'
import { OperatorError } from '../errors.ts'
import type { DockerReader } from '../procedure/ports/engine.ts'

/** Under the logs mount (OMS.md, "Learning the console's calls"). */
const WEB_LOG = '/home/admin/logs/ghana/Ghana/oms-web.log'
/** The mark of a log that has no line yet. */
const BEGINNING = 'beginning'

interface Engine {
  container(id: string): Promise<{ id: string } | 'missing'>
  readFileEnd: DockerReader['readFileEnd']
}

/**
 * What the console's own log shows since the mark; without one, only where it ends now. Nothing is kept between two calls, so that a
 * reload, a second tab or a restarted panel changes nothing. Codes: not-found, those of the engine.
 */
export async function watchConsole(
  { world }: { world: { docker: Engine } },
  containerId: string,
  mark: string | null,
): Promise<ConsoleWatch> {
  const container = await world.docker.container(containerId)
  if (container === 'missing')
    throw new OperatorError('not-found', say('errors.containerGone', { name: containerId.slice(0, 12) }), { field: 'containerId' })
  const end = await world.docker.readFileEnd(container.id, WEB_LOG)
  const lines = end === 'missing' ? [] : end.text.split('\n').filter((line) => line.trim() !== '')
  const hasLog = end !== 'missing'
  if (mark === null) return { mark: markOf(lines.at(-1)), hasLog, teaching: null }
  const seen = mark === BEGINNING ? -1 : lines.findLastIndex((line) => markOf(line) === mark)
  // A mark that is gone was rotated away, or pushed out of what the engine is asked for: everything that is there is newer, or harmless.
  return { mark, hasLog, teaching: teachByLog(lines.slice(seen + 1).join('\n')) }
}

/** Of a line's content only what tells it from others: the mark goes through the browser. */
function markOf(line: string | undefined): string {
  return line === undefined ? BEGINNING : createHash('sha256').update(line).digest('hex').slice(0, 32)
}

/** What an uploaded HAR file teaches of the console at this address. The file is never stored. Codes: bad-input. */
export async function readHarUpload(body: ReadableStream<Uint8Array> | null, consoleUrl: string): Promise<Teaching> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = body?.getReader()
  for (let read = await reader?.read(); read?.value !== undefined && bytes <= MAXIMUM_HAR_BYTES; read = await reader?.read()) {
    bytes += read.value.length
    chunks.push(read.value)
  }
  await reader?.cancel()
  if (bytes > MAXIMUM_HAR_BYTES) {
    throw new OperatorError('bad-input', say('console.teach.tooLarge', { megabytes: MAXIMUM_HAR_BYTES / 1024 / 1024 }), {
      hint: say('console.teach.tooLargeHint'),
      field: 'console.calls',
    })
  }
  return teachByHar(Buffer.concat(chunks).toString('utf8'), consoleUrl)
}

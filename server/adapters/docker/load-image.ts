import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'
import type { DockerWriter } from '../../procedure/ports/engine.ts'
import { archiveHead, archiveKind } from '../images/archive-magic.ts'
import { VersionAnswer } from './engine-answers.ts'
import type { EngineClient } from './engine-client.ts'
import { isPodman } from './engine-info.ts'
import { LineSplitter } from './line-splitter.ts'
import { problemOf } from './problem-of.ts'
import { readAnswer } from './read-answer.ts'

type LoadOptions = Parameters<DockerWriter['loadImage']>[1]

const CHUNK_BYTES = 1024 * 1024
const EVENT_CHARACTERS = 1024 * 1024
const REQUEST = { method: 'POST', path: '/images/load' } as const
const CONNECTION_LOST = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'])

const LoadEvent = z
  .object({ stream: z.string(), status: z.string(), error: z.string(), errorDetail: z.object({ message: z.string() }) })
  .partial()

/** Step 3 of the document. The engine answers 200 before it has read the archive, so errors come as events of the answer. */
export async function loadImage(engine: EngineClient, file: string, { onProgress, onLine, signal }: LoadOptions): Promise<string[]> {
  const name = basename(file)
  signal.throwIfAborted()
  const total = (await stat(file).catch((cause) => unreadable(name, cause))).size
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES })
  let readProblem: unknown
  source.once('error', (cause) => {
    readProblem = cause
  })
  source.on('data', () => onProgress(source.bytesRead, total))
  source.pause()
  const stop = () => source.destroy()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const sent = (await unpacksItself(engine)) ? source : await unpacked(source, file)
    sent.once('error', (cause: unknown) => {
      readProblem ??= cause
    })
    const answer = await engine.open({ ...REQUEST, query: { quiet: false }, file: sent, signal })
    if (answer === null) throw new OperatorError('unavailable', say('docker.badAnswer', { address: engine.address }))
    const loaded = await readEvents(answer, name, onLine)
    if (loaded.length > 0) return loaded
    throw new OperatorError('refused', say('docker.loadedNothing', { file: name }), { hint: say('docker.loadedNothingHint') })
  } catch (cause) {
    signal.throwIfAborted()
    if (readProblem !== undefined) return unreadable(name, readProblem)
    throw loadProblem(cause, engine, name)
  } finally {
    signal.removeEventListener('abort', stop)
    source.destroy()
  }
}

/** Docker takes a packed archive; Podman's socket answers that it is no image. */
async function unpacksItself(engine: EngineClient): Promise<boolean> {
  return !isPodman(readAnswer(VersionAnswer, await engine.ask({ method: 'GET', path: '/version' }), engine.address))
}

async function unpacked(source: Readable, file: string): Promise<Readable> {
  if (archiveKind(await archiveHead(file)) !== 'gzip') return source
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  // An error of either ends both; who reads the result hears of it.
  pipeline(source, gunzip, () => {})
  return gunzip
}

/** Reads every event to the end of the answer: an error may come after an image was loaded. */
async function readEvents(answer: Readable, file: string, onLine: (text: string) => void): Promise<string[]> {
  const loaded: string[] = []
  let error: string | null = null
  const splitter = new LineSplitter((line) => {
    if (line.trim() === '') return
    const event = LoadEvent.parse(JSON.parse(line))
    error ??= event.error ?? event.errorDetail?.message ?? null
    for (const text of (event.stream ?? '').split('\n').filter((part) => part.trim() !== '')) {
      onLine(text)
      // Docker 28 tells it as a line like any other, and calls the image loaded.
      if (text.startsWith('Error unpacking image ')) error ??= text
      const reference = /^Loaded image(?: ID)?: (\S+)$/.exec(text.trim())?.[1]
      if (reference !== undefined) loaded.push(reference)
    }
  }, EVENT_CHARACTERS)
  for await (const chunk of answer) splitter.write(chunk)
  splitter.end()
  if (error === null) return loaded
  throw new OperatorError('refused', say('docker.loadFailed', { file }), { hint: say('docker.loadFailedHint'), raw: error })
}

function loadProblem(cause: unknown, engine: EngineClient, file: string): OperatorError {
  const inner = cause instanceof OperatorError ? cause.cause : cause
  if (inner instanceof Error && 'code' in inner && CONNECTION_LOST.has(String(inner.code))) {
    const details = { hint: say('docker.loadCutOffHint'), raw: inner.message, cause: inner }
    return new OperatorError('unavailable', say('docker.loadCutOff', { file }), details)
  }
  const problem = problemOf(cause, engine.address, REQUEST)
  const { code, said, raw } = problem.problem
  if (code !== 'refused' || said.key !== 'docker.refused') return problem
  const details = { hint: say('docker.loadFailedHint'), cause, ...(raw === undefined ? {} : { raw }) }
  return new OperatorError('refused', say('docker.loadFailed', { file }), details)
}

function unreadable(file: string, cause: unknown): never {
  const raw = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  const details = { hint: say('docker.archiveUnreadableHint'), field: 'image.file', raw, cause }
  throw new OperatorError('not-found', say('docker.archiveUnreadable', { file }), details)
}

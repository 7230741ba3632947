import { judge, whoAsks } from '../auth/admit.ts'
import { ROUTES } from '../contract/commands.ts'
import type { JobEvent, PresenceEvent } from '../contract/job.ts'
import { problemOf } from '../problem-of.ts'
import type { FeedMessage, FeedPosition } from '../queries/job-feed.ts'
import { runtime } from '../runtime.ts'
import { admitted } from './answer.ts'

const HEARTBEAT_MS = 15_000
/** A session that was revoked, or a role that was lowered, ends its streams within this time. */
const JUDGE_AGAIN_MS = 4_000
const NAME = 'GET /api/upgrades/[id]/events'

/** `<revision>.<log seq>` as the browser sends it back after a break; anything else starts from the beginning. */
function positionOf(lastEventId: string | null): FeedPosition {
  const [, revision, seq] = /^(\d{1,9})\.(\d{1,12})$/.exec(lastEventId ?? '') ?? []
  return revision === undefined || seq === undefined ? { revision: -1, seq: 0 } : { revision: Number(revision), seq: Number(seq) }
}

const texts = new WeakMap<JobEvent, string>()

/** Everybody who watches a job gets the same events: each is written down once. */
function textOf(event: JobEvent): string {
  const text = texts.get(event) ?? JSON.stringify(event)
  texts.set(event, text)
  return text
}

function frame({ position, event }: FeedMessage): string {
  return `id: ${position.revision}.${position.seq}\nevent: ${event.type}\ndata: ${textOf(event)}\n\n`
}

/** Without an id, so that the browser keeps the position of what came before it. */
function presenceFrame(event: PresenceEvent): string {
  return `event: presence\ndata: ${JSON.stringify(event)}\n\n`
}

/** The live stream of one job, for as long as whoever opened it may read it. */
export async function jobEvents(jobId: string, lastEventId: string | null, signal: AbortSignal): Promise<Response> {
  const context = await admitted(NAME)
  if (context instanceof Response) return context
  const encoder = new TextEncoder()
  let heartbeat: NodeJS.Timeout | undefined
  let guard: NodeJS.Timeout | undefined
  const closed = new AbortController()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string) => {
        if (!closed.signal.aborted) controller.enqueue(encoder.encode(text))
      }
      signal.addEventListener('abort', () => closed.abort())
      closed.signal.addEventListener('abort', () => {
        clearInterval(heartbeat)
        clearInterval(guard)
      })
      heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
      const end = (cause: unknown) => {
        if (closed.signal.aborted) return
        write(`event: problem\ndata: ${JSON.stringify(problemOf(cause))}\n\n`)
        closed.abort()
        controller.close()
      }
      guard = setInterval(async () => {
        try {
          judge(ROUTES[NAME], await whoAsks(runtime(), context.headers, { renews: false }))
        } catch (cause) {
          end(cause)
        }
      }, JUDGE_AGAIN_MS)
      write('retry: 1000\n\n')
      try {
        await runtime().feed.subscribe({
          jobId,
          from: positionOf(lastEventId),
          send: (message) => write(frame(message)),
          signal: closed.signal,
        })
        const { userId, name } = context.actor
        if (userId === null) return
        runtime().presence.join({
          jobId,
          person: { id: userId, name },
          send: (watchers) => write(presenceFrame({ type: 'presence', watchers })),
          signal: closed.signal,
        })
      } catch (cause) {
        end(cause)
      }
    },
    cancel() {
      closed.abort()
    },
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  })
}

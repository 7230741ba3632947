import type { Watcher } from '../contract/job.ts'

type Listener = (watchers: Watcher[]) => void

interface Stream {
  person: Pick<Watcher, 'id' | 'name'>
  since: Date
  listener: Listener
}

interface Joining {
  jobId: string
  person: Pick<Watcher, 'id' | 'name'>
  send: Listener
  signal: AbortSignal
}

/**
 * Who has the live stream of a job open in this process. It is of this moment: a panel that starts again asks nobody who was there,
 * the browsers come back by themselves.
 */
export function createJobPresence(now: () => Date) {
  const jobs = new Map<string, Set<Stream>>()

  /** One row a person however many tabs, since the first of them that is still open; whoever came first stands first. */
  function watchers(jobId: string): Watcher[] {
    const found = new Map<string, Watcher>()
    for (const { person, since } of jobs.get(jobId) ?? []) {
      if (!found.has(person.id)) found.set(person.id, { ...person, since: since.toISOString() })
    }
    return [...found.values()]
  }

  /** Told only where the list is another one: a second tab of the same person is no news. */
  function tell(jobId: string, before: string): void {
    const after = watchers(jobId)
    if (JSON.stringify(after) === before) return
    for (const { listener } of jobs.get(jobId) ?? []) listener(after)
  }

  return {
    watchers,
    /** Sends who is there, now and at every change, until the signal aborts. */
    join({ jobId, person, send, signal }: Joining): void {
      if (signal.aborted) return
      const before = JSON.stringify(watchers(jobId))
      const stream: Stream = { person, since: now(), listener: send }
      const streams = jobs.get(jobId) ?? new Set()
      jobs.set(jobId, streams.add(stream))
      signal.addEventListener('abort', () => {
        const wasThere = JSON.stringify(watchers(jobId))
        streams.delete(stream)
        if (streams.size === 0) jobs.delete(jobId)
        tell(jobId, wasThere)
      })
      const after = JSON.stringify(watchers(jobId))
      tell(jobId, before)
      // Whoever only opened another tab changes nothing for the others and still has to hear of them.
      if (after === before) send(watchers(jobId))
    },
  }
}

export type JobPresence = ReturnType<typeof createJobPresence>

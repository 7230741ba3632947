import { type Attempt, type Journal, type Lease, LeaseLost, type Line, type Orders, type Settlement } from '../journal.ts'

/** A journal in memory for the engine's unit tests; `crashOn` stands for the process dying at that write. */
export function memoryJournal() {
  const attempts: (Attempt & Partial<Omit<Settlement, 'status'>>)[] = []
  const lines: Line[] = []
  const events: string[] = []
  const notes: Parameters<Journal['note']>[2][] = []
  let fence = 1
  const orders: Orders = { hold: false, stop: null, checkOnly: null, again: null }

  function check(lease: Lease): void {
    if (lease.fence !== fence) throw new LeaseLost()
  }

  function row(attempt: Attempt) {
    const found = attempts.find((entry) => entry.id === attempt.id)
    if (found === undefined) throw new Error(`no attempt ${attempt.id}`)
    return found
  }

  const journal: Journal = {
    async latestAttempts() {
      return [...new Map(attempts.map((attempt) => [attempt.stepId, attempt])).values()]
    },
    async begin(lease, stepId) {
      check(lease)
      const number = attempts.filter((attempt) => attempt.stepId === stepId).length + 1
      const attempt: Attempt = { id: `${stepId}#${number}`, stepId, number, status: 'running' }
      attempts.push(attempt)
      if (orders.again === stepId) orders.again = null
      events.push(`begin ${stepId}`)
      return { ...attempt }
    },
    async verifying(lease, attempt) {
      check(lease)
      row(attempt).status = 'verifying'
    },
    async settle(lease, attempt, settlement) {
      check(lease)
      Object.assign(row(attempt), settlement)
      events.push(`${settlement.status} ${attempt.stepId}`)
    },
    async note(lease, _, note) {
      check(lease)
      notes.push(note)
    },
    async append(lease, more) {
      check(lease)
      lines.push(...more)
    },
    async orders() {
      return { ...orders }
    },
  }
  const lease: Lease = { installationId: 'i', jobId: 'j', runId: 'r', runNumber: 1, owner: 'o', fence: 1 }
  return {
    journal,
    lease,
    attempts,
    lines,
    events,
    notes,
    takeOver() {
      fence += 1
      return { ...lease, fence }
    },
    orders,
    fence: () => fence,
  }
}

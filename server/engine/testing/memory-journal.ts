import { type Attempt, type Hold, type Journal, LeaseLost, type Line, type Orders, type Settlement } from '../journal.ts'

/** A journal in memory for the engine's unit tests; `crashOn` stands for the process dying at that write. */
export function memoryJournal() {
  const attempts: (Attempt & Partial<Omit<Settlement, 'status'>>)[] = []
  const lines: Line[] = []
  const events: string[] = []
  let fence = 1
  const orders: Orders = { hold: false, abort: false, checkOnly: null, again: null }

  function check(hold: Hold): void {
    if (hold.fence !== fence) throw new LeaseLost()
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
    async begin(hold, stepId) {
      check(hold)
      const number = attempts.filter((attempt) => attempt.stepId === stepId).length + 1
      const attempt: Attempt = { id: `${stepId}#${number}`, stepId, number, status: 'running' }
      attempts.push(attempt)
      if (orders.again === stepId) orders.again = null
      events.push(`begin ${stepId}`)
      return { ...attempt }
    },
    async verifying(hold, attempt) {
      check(hold)
      row(attempt).status = 'verifying'
    },
    async settle(hold, attempt, settlement) {
      check(hold)
      Object.assign(row(attempt), settlement)
      events.push(`${settlement.status} ${attempt.stepId}`)
    },
    async note(hold) {
      check(hold)
    },
    async append(hold, more) {
      check(hold)
      lines.push(...more)
    },
    async orders() {
      return { ...orders }
    },
  }
  const hold: Hold = { installationId: 'i', jobId: 'j', runId: 'r', owner: 'o', fence: 1 }
  return {
    journal,
    hold,
    attempts,
    lines,
    events,
    takeOver() {
      fence += 1
      return { ...hold, fence }
    },
    orders,
  }
}

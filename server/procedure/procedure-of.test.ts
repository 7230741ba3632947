import { expect, test } from 'vitest'
import type { RollbackContext } from './context.ts'
import { procedureOf } from './procedure-of.ts'

const LONGEST_SECONDS = 12 * 3600
const DRIVERS = ['console', 'metadb', 'guided'] as const
const WAYS = ['nothing', 'swap', 'drop-and-restore'] as const

// A step without an end would leave a job in progress for ever, with OMS down.
test('every step of every procedure has a deadline, whatever the way to the console is', () => {
  for (const kind of ['upgrade', 'rollback', 'undo'] as const) {
    for (const driver of DRIVERS) {
      const plan = { node: { oldContainer: { stopSeconds: 3600 } } }
      const context = { installation: { console: { driver } }, plan } as unknown as RollbackContext
      for (const way of WAYS) {
        const without = procedureOf(kind, { way }).filter((step) => {
          const seconds = step.timeoutSeconds(context)
          return !(seconds > step.settleSeconds && seconds <= LONGEST_SECONDS)
        })
        expect(without.map(({ id }) => id)).toEqual([])
      }
    }
  }
})

import { expect, test } from 'vitest'
import type { RollbackContext } from './context.ts'
import { procedureOf } from './procedure-of.ts'

const LONGEST_SECONDS = 6 * 3600
const DRIVERS = ['console', 'metadb', 'guided'] as const

// A step without an end would leave a job in progress for ever, with OMS down.
test('every step of both procedures has a deadline, whatever the way to the console is', () => {
  for (const kind of ['upgrade', 'rollback'] as const) {
    for (const driver of DRIVERS) {
      const plan = { node: { oldContainer: { stopSeconds: 3600 } } }
      const context = { installation: { console: { driver } }, plan } as unknown as RollbackContext
      const without = procedureOf(kind).filter((step) => {
        const seconds = step.timeoutSeconds(context)
        return !(seconds > step.settleSeconds && seconds <= LONGEST_SECONDS)
      })
      expect(without.map(({ id }) => id)).toEqual([])
    }
  }
})

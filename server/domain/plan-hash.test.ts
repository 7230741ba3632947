import { expect, test } from 'vitest'
import type { Plan } from '../contract/plan.ts'
import { planHash } from './plan-hash.ts'

const plan = { from: { version: '3.3.1', image: 'a' }, confirmed: ['ha'], downtimeSeconds: 40 } as unknown as Plan

test('the order of keys does not matter, every value does', () => {
  expect(planHash({ confirmed: ['ha'], downtimeSeconds: 40, from: { image: 'a', version: '3.3.1' } } as unknown as Plan)).toBe(
    planHash(plan),
  )
  expect(planHash({ ...plan, downtimeSeconds: 41 })).not.toBe(planHash(plan))
  expect(planHash({ ...plan, confirmed: [] })).not.toBe(planHash(plan))
})

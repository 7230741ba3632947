import { expect, test } from 'vitest'
import { ACTIONS, type Access, ROUTES } from '../contract/commands.ts'
import { OperatorError } from '../errors.ts'
import { judge } from './admit.ts'

const ADMIN = { actor: { userId: 'ada', name: 'Ada', role: 'administrator', address: '127.0.0.1' }, sessionId: 'one' } as const

function refusal(access: Access, asking: Parameters<typeof judge>[1]): string | null {
  try {
    judge(access, asking)
    return null
  } catch (cause) {
    if (cause instanceof OperatorError) return cause.problem.said.key
    throw cause
  }
}

// A temporary password was said aloud or sent: it opens the way to a password of one's own, and to nothing that would outlive it.
test('with a temporary password somebody reads their account, changes the password, ends sessions and signs out, and no more', () => {
  const commands = Object.entries<Access>({ ...ACTIONS, ...ROUTES }).filter(([, access]) => access !== 'public')
  const allowed = commands.filter(([, access]) => refusal(access, { ...ADMIN, mustChangePassword: true }) === null)
  expect(allowed.map(([name]) => name).toSorted()).toEqual([
    'GET /api/account',
    'GET /api/session',
    'changePassword',
    'endMySessions',
    'signOut',
  ])
  expect(commands.filter(([, access]) => refusal(access, { ...ADMIN, mustChangePassword: false }) !== null)).toEqual([])
})

test('nobody may do only what is public', () => {
  const nobody = { actor: { userId: null, name: 'nobody', role: null, address: '' }, sessionId: null, mustChangePassword: false }
  expect(refusal('own-password', nobody)).toBe('access.signedOut')
  expect(refusal('signed-in', nobody)).toBe('access.signedOut')
  expect(refusal('public', nobody)).toBeNull()
})

import { randomUUID } from 'node:crypto'
import type { Role } from '../contract/access.ts'
import { say } from '../contract/said.ts'
import type { Transaction } from '../db/open-store.ts'
import { OperatorError } from '../errors.ts'

interface NewUser {
  name: string
  email: string
  role: Role
  /** By better-auth's own hash function. */
  hash: string
  mustChangePassword: boolean
  now: Date
}

/** A user with a password, as better-auth reads them: the account's id is the user's. Codes: conflict where the address is taken. */
export async function createUser(tx: Transaction, { name, email, role, hash, mustChangePassword, now }: NewUser) {
  const address = email.toLowerCase()
  if ((await tx.user.findUnique({ where: { email: address } })) !== null)
    throw new OperatorError('conflict', say('access.emailTaken', { email: address }), { field: 'email' })
  const id = randomUUID()
  return await tx.user.create({
    data: {
      id,
      name,
      email: address,
      emailVerified: true,
      role,
      mustChangePassword,
      createdAt: now,
      accounts: { create: { id: randomUUID(), accountId: id, providerId: 'credential', password: hash, createdAt: now } },
    },
  })
}

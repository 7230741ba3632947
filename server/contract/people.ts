import { z } from 'zod'
import { type Person, Role } from './access.ts'
import type { Said } from './said.ts'
import { EmailAddress, NewPassword } from './sign-in.ts'

const Id = z.string().min(1).max(64)
const Password = z.string().min(1).max(128)

export const PasswordInput = z.object({ password: Password })
export type PasswordInput = z.infer<typeof PasswordInput>

export const ChangePasswordInput = z.object({ password: Password, next: NewPassword })
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>

/** The code that proves that the app has the secret. */
export const ConfirmTwoFactorInput = z.object({ code: z.string().trim().min(1).max(32) })
export type ConfirmTwoFactorInput = z.infer<typeof ConfirmTwoFactorInput>

/** One of my other sessions, or all of them. */
export const EndMySessionsInput = z.object({ which: z.union([z.literal('others'), Id]) })
export type EndMySessionsInput = z.infer<typeof EndMySessionsInput>

export const AddPersonInput = z.object({ name: z.string().trim().min(1).max(80), email: EmailAddress, role: Role })
export type AddPersonInput = z.infer<typeof AddPersonInput>

export const PersonInput = z.object({ personId: Id })
export type PersonInput = z.infer<typeof PersonInput>

export const ChangeRoleInput = PersonInput.extend({ role: Role })
export type ChangeRoleInput = z.infer<typeof ChangeRoleInput>

/** The address is typed, so that nobody is removed by a slip. */
export const RemovePersonInput = PersonInput.extend({ email: z.string().trim().max(254) })
export type RemovePersonInput = z.infer<typeof RemovePersonInput>

export type PersonAct = 'change-role' | 'reset-password' | 'reset-two-factor' | 'end-sessions' | 'remove'

/** One person as administrators see them. */
export interface PersonRow extends Person {
  sessions: number
  lastSeenAt: string | null
  /** What cannot be done to them now, and why. */
  refused: Partial<Record<PersonAct, Said>>
}

export interface SessionView {
  id: string
  isThis: boolean
  /** As the browser names itself. */
  userAgent: string
  address: string
  begunAt: string
  lastSeenAt: string
}

/** A person's own account. */
export interface AccountView {
  person: Person
  /** Null without two-factor. */
  recoveryCodesLeft: number | null
  sessions: SessionView[]
}

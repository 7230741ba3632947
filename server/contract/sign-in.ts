import { z } from 'zod'

export const EmailAddress = z.email().max(254)
/** Length is what protects; no rules about kinds of characters. */
export const NewPassword = z.string().min(12).max(128)

export const SignInInput = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(128),
})
export type SignInInput = z.infer<typeof SignInInput>

/** The second step: a code of the app, or a recovery code. */
export const SignInCodeInput = z.object({ kind: z.enum(['totp', 'recovery']), code: z.string().trim().min(1).max(32) })
export type SignInCodeInput = z.infer<typeof SignInCodeInput>

export const SetUpInput = z.object({
  /** The one-time code from the log of the server. */
  code: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(80),
  email: EmailAddress,
  password: NewPassword,
})
export type SetUpInput = z.infer<typeof SetUpInput>

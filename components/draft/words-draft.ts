import { z } from 'zod'
import type { DraftForm } from './draft-form.ts'

const Words = z.string().max(10_000)

/** A comment, a note or a reason. */
export function wordsDraft(name: string): DraftForm<string> {
  return { name, initial: '', shape: Words }
}

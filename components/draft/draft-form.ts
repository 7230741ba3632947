import type { z } from 'zod'
import { forgetDraft, keepDraft, readDraft } from './session-draft.ts'

export interface DraftForm<Values> {
  /** The form, and what it is filled in for: a draft for another thing is not brought back. */
  name: string
  initial: Values
  /** A draft of another version of the panel may have another shape: then there is none. */
  shape: z.ZodType<Values>
  /** The values without their secrets: only this goes to the browser's storage. */
  keepable?: (values: Values) => Values
}

/** Keeps what differs from the form as it was opened; with nothing to bring back there is no draft. */
export function keepTyped<Values>(personId: string, form: DraftForm<Values>, values: Values): void {
  if (spelled(form, values) === spelled(form, form.initial)) forgetDraft(personId, form.name)
  else keepDraft(personId, form.name, keepableOf(form, values))
}

/** What was typed before; null where there is nothing or it does not fit. */
export function readTyped<Values>(personId: string, { name, shape }: DraftForm<Values>): Values | null {
  return shape.safeParse(readDraft(personId, name)).data ?? null
}

function keepableOf<Values>({ keepable }: DraftForm<Values>, values: Values): Values {
  return keepable === undefined ? values : keepable(values)
}

/** The shape puts the fields of both sides into one order. */
function spelled<Values>(form: DraftForm<Values>, values: Values): string | undefined {
  return JSON.stringify(form.shape.safeParse(keepableOf(form, values)).data)
}

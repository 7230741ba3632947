import { z } from 'zod'
import { forgetDraft, keepDraft, readDraft } from '@/components/draft/session-draft.ts'
import { ConsoleCalls } from '@/server/contract/console-calls.ts'
import { ConsoleDriver, Edition } from '@/server/contract/installation.ts'
import type { AdoptValues } from './adopt-values.ts'

const NAME = 'adopt'
const text = z.string().max(2000)

/** A draft of another version of the panel may have another shape: then there is none. */
const Draft = z.object({
  containerId: text,
  name: text,
  version: text,
  edition: Edition,
  metaDb: z.object({
    ...{ host: text, port: text, user: text, passwordFrom: z.enum(['config', 'typed']), password: z.literal('') },
    tls: z.object({ mode: z.enum(['off', 'offered', 'verified']), ca: z.string().max(64_000) }),
  }),
  console: z.object({
    driver: ConsoleDriver,
    url: text,
    user: text,
    password: z.literal(''),
    actions: z.object({ listSystemParameters: text, updateSystemParameter: text, listServers: text }),
    calls: ConsoleCalls.nullable(),
  }),
  backupFolder: text,
}) satisfies z.ZodType<AdoptValues>

/** The draft without its passwords: only this goes to the browser's storage. */
export function withoutPasswords(values: AdoptValues): AdoptValues {
  return { ...values, metaDb: { ...values.metaDb, password: '' }, console: { ...values.console, password: '' } }
}

export function keepAdoptDraft(personId: string, values: AdoptValues): void {
  keepDraft(personId, NAME, withoutPasswords(values))
}

/** What was typed before a reload; null where there is nothing or it cannot be read. */
export function readAdoptDraft(personId: string): AdoptValues | null {
  return Draft.safeParse(readDraft(personId, NAME)).data ?? null
}

export function forgetAdoptDraft(personId: string): void {
  forgetDraft(personId, NAME)
}

/** Whether somebody changed more than the password fields, so that there is something to bring back. */
export function isChanged(draft: AdoptValues, initial: AdoptValues): boolean {
  // The schema puts both into one order of their fields.
  const [one, other] = [draft, initial].map((values) => JSON.stringify(Draft.safeParse(withoutPasswords(values)).data))
  return one !== other
}

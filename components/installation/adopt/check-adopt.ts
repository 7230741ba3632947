import { AdoptInput, callsConsole } from '@/server/contract/installation.ts'
import { type AdoptField, adoptField } from './adopt-fields.ts'
import { adoptInput } from './adopt-input.ts'
import type { AdoptValues } from './adopt-values.ts'

type Checked = { ok: true; input: AdoptInput } | { ok: false; wrong: AdoptField[] }

/** The server's own rules, and what the form alone can know: which passwords have to be typed. */
export function checkAdopt(values: AdoptValues): Checked {
  const wrong = new Set<AdoptField>()
  const parsed = AdoptInput.safeParse(adoptInput(values))
  for (const issue of parsed.error?.issues ?? []) {
    const field = adoptField(issue.path.join('.'))
    if (field !== undefined) wrong.add(field)
  }
  if (values.metaDb.passwordFrom === 'typed' && values.metaDb.password === '') wrong.add('metaDb.password')
  if (callsConsole(values.console.driver)) {
    if (values.console.user.trim() === '') wrong.add('console.user')
    if (values.console.password === '') wrong.add('console.password')
  }
  return parsed.success && wrong.size === 0 ? { ok: true, input: parsed.data } : { ok: false, wrong: [...wrong] }
}

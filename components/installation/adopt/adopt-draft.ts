import type { AdoptValues } from './adopt-values.ts'

const KEY = 'adopt-draft'

/** The draft without its passwords: only this goes to the browser's storage. */
export function withoutPasswords(values: AdoptValues): AdoptValues {
  return { ...values, metaDb: { ...values.metaDb, password: '' }, console: { ...values.console, password: '' } }
}

export function saveAdoptDraft(values: AdoptValues): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(withoutPasswords(values)))
  } catch {
    // A browser that keeps nothing only loses the comfort of a reload.
  }
}

/** What was typed before a reload; null where there is nothing or it cannot be read. */
export function loadAdoptDraft(): AdoptValues | null {
  try {
    const text = sessionStorage.getItem(KEY)
    return text === null ? null : (JSON.parse(text) as AdoptValues)
  } catch {
    return null
  }
}

export function forgetAdoptDraft(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // As above.
  }
}

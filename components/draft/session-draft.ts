const PREFIX = 'draft:'

/**
 * Keeps what somebody typed in this tab only, until it is saved, so that a reload and the back button lose nothing. Under the person's id:
 * after another sign-in nobody finds the words of the one before. The caller leaves out passwords.
 */
export function keepDraft(personId: string, name: string, values: unknown): void {
  try {
    sessionStorage.setItem(`${PREFIX}${personId}:${name}`, JSON.stringify(values))
  } catch {
    // A browser that keeps nothing only loses the comfort of a reload.
  }
}

/** What was kept, in whatever shape; null where there is nothing or it cannot be read. */
export function readDraft(personId: string, name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(`${PREFIX}${personId}:${name}`) ?? 'null')
  } catch {
    return null
  }
}

export function forgetDraft(personId: string, name: string): void {
  try {
    sessionStorage.removeItem(`${PREFIX}${personId}:${name}`)
  } catch {
    // As above.
  }
}

/** All of them, at the end of a session that somebody ends. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
  } catch {
    // As above.
  }
}

import { setTimeout as delay } from 'node:timers/promises'

/** Polls until the check holds; false when the time is over. A check that throws counts as "not yet". */
export async function waitFor(
  check: () => Promise<boolean>,
  { timeoutSeconds, everyMs = 100 }: { timeoutSeconds: number; everyMs?: number },
) {
  const end = Date.now() + timeoutSeconds * 1000
  for (;;) {
    if (await check().catch(() => false)) return true
    if (Date.now() >= end) return false
    await delay(everyMs)
  }
}

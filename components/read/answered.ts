import { unstable_isUnrecognizedActionError } from 'next/navigation'
import type { Result } from '@/server/contract/result.ts'
import { say } from '@/server/contract/said.ts'

/**
 * Gives a command to the panel. A panel that was updated since this page was loaded does not know the page's commands: its answer says
 * that nothing was done, so it must not read as silence, after which nobody knows.
 */
export async function answered<Value>(command: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await command()
  } catch (cause) {
    if (!unstable_isUnrecognizedActionError(cause)) throw cause
    return { ok: false, problem: { code: 'conflict', said: say('errors.panelUpdated'), hint: say('errors.panelUpdatedDo') } }
  }
}

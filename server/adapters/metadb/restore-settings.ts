import { RESTORE_SETTINGS } from '../../domain/restore-session.ts'
import { isRefusal, type Session } from './session.ts'

/** Those that this server knows and this account may set. */
export async function restoreSettings(session: Pick<Session, 'plain'>): Promise<string[]> {
  const taken: string[] = []
  for (const setting of RESTORE_SETTINGS) {
    try {
      await session.plain(`set session ${setting}`)
      taken.push(setting)
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }
  return taken
}

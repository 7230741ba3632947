import type { ConsoleCall, ConsoleCalls, JsonPath, ParameterListing } from '../../contract/console-calls.ts'
import type { ServerStatus } from '../../contract/job.ts'
import { isObject, valueAt } from './json-paths.ts'

/** Whether an answer says what the recorded one said where the call worked. */
export function saysSuccess({ success }: ConsoleCall, answer: unknown): boolean {
  if (isObject(answer) && Array.isArray(answer.errors) && answer.errors.length > 0) return false
  if (success === null || !isObject(answer) || !Object.hasOwn(answer, success.key)) return true
  // OMS writes booleans and numbers also as texts.
  return String(answer[success.key]).toLowerCase() === String(success.equals).toLowerCase()
}

/** The rows of an answer: null where it does not have the form that was learned. */
export function rowsIn(rows: JsonPath, answer: unknown): unknown[] | null {
  const found = valueAt(answer, rows)
  if (found === undefined || found === null) return null
  return Array.isArray(found) ? found : [found]
}

/** The parameter in one row: its value as text, or null where the row is another one's. */
export function parameterIn({ name, value, as }: ParameterListing, row: unknown, wanted: string): string | null {
  if (name !== null && valueAt(row, name) !== wanted) return null
  const found = valueAt(row, value, wanted)
  if (found === undefined || found === null) return null
  return as === 'text' && typeof found === 'string' ? found : JSON.stringify(found)
}

/** Null where the row is not one of a server. */
export function serverIn({ ip, status, region, online }: ConsoleCalls['servers'], row: unknown): ServerStatus | null {
  const [address, word] = [valueAt(row, ip), valueAt(row, status)]
  if (typeof address !== 'string' || (typeof word !== 'string' && typeof word !== 'number')) return null
  const place = region === null ? undefined : valueAt(row, region)
  const isOnline = String(word).trim().toUpperCase() === online.toUpperCase()
  return { ip: address, region: typeof place === 'string' ? place : null, status: String(word), isOnline }
}

/** How many rows there are in all, where the answer says so. */
export function totalIn(total: JsonPath | null, answer: unknown): number | null {
  const found = Number(total === null ? Number.NaN : (valueAt(answer, total) ?? Number.NaN))
  return Number.isInteger(found) && found >= 0 ? found : null
}

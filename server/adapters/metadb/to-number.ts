/** A number of the server that may come as text or bigint. Throws where JavaScript cannot hold it exactly. */
export function toNumber(value: unknown): number {
  if (value === null || value === undefined) return 0
  const number = Number(value)
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER || Number.isNaN(number)) throw new RangeError(`not a safe number: ${String(value)}`)
  return number
}

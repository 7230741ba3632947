/** Reads a JSON column that this store wrote itself; the caller names the shape that the schema file promises. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T
}

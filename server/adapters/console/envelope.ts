/** The console's answer, as far as the panel reads it. Booleans and numbers of it can be texts (OMS.md, API style). */
export interface Envelope {
  isSuccess: boolean
  code: string
  message: string
  totalCount: number | null
  data: unknown
}

/** Null where the text is not the vendor's envelope, for example a page of HTML or another program's JSON. */
export function parseEnvelope(text: string): Envelope | null {
  const value = parseObject(text)
  if (value === null || !value.has('success')) return null
  // OMS's own CM answers every path with a bare success: an answer without the place for its data is not the console's.
  if (isTrue(value.get('success')) && !value.has('data')) return null
  const detail = asObject(value.get('errorDetail'))
  const total = Number(value.get('totalCount') ?? Number.NaN)
  return {
    isSuccess: isTrue(value.get('success')),
    code: asText(detail?.get('code') ?? value.get('code')),
    message: asText(detail?.get('message') ?? value.get('message')),
    totalCount: Number.isInteger(total) ? total : null,
    data: value.get('data'),
  }
}

/** The rows of `data`: a list, or a page object that holds one. Null where there is no list. */
export function rowsOf(data: unknown): Map<string, unknown>[] | null {
  const list = Array.isArray(data) ? data : [...(asObject(data)?.values() ?? [])].find(Array.isArray)
  if (list === undefined) return null
  const rows = list.map(asObject)
  return rows.every((row) => row !== null) ? rows : null
}

/** The first of these fields that has a value: nobody documents how the console names them. */
export function field(row: Map<string, unknown>, ...names: string[]): string | null {
  const value = names.map((name) => row.get(name)).find((candidate) => candidate !== undefined && candidate !== null)
  return value === undefined ? null : asText(value)
}

export function asObject(value: unknown): Map<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null
}

export function parseObject(text: string): Map<string, unknown> | null {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return null
  }
}

export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true')
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

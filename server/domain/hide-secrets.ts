const HIDDEN = '[secret]'
const SECRET_NAME = /PASS(WORD|WD|PHRASE)?|PWD|SECRET|TOKEN|KEY|CREDENTIAL|DSN/i
/** `scheme://user:password@host`, and `password=…` in a command or another text. */
const IN_ADDRESS = /(:\/\/[^\s:/@]*:)[^\s/@]+@/g
const IN_TEXT = /((?:pass(?:word|wd|phrase)?|pwd|secret|token)["']?\s*[=:]\s*)[^\s,;"'}&]+/gi

/** A container's setting as people may see it: a variable, label or option whose name or value looks secret is hidden. */
export function shownSetting(name: string, value: string): string {
  if (SECRET_NAME.test(name)) return HIDDEN
  return value.replace(IN_ADDRESS, `$1${HIDDEN}@`).replace(IN_TEXT, `$1${HIDDEN}`)
}

/** The same for a setting with parts, each under its own name. */
export function shownParts(value: unknown): unknown {
  if (typeof value === 'string') return shownSetting('', value)
  if (Array.isArray(value)) return value.map(shownParts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, typeof part === 'string' ? shownSetting(name, part) : shownParts(part)]),
  )
}

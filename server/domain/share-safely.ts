import { isIP } from 'node:net'
import { shownSetting } from './hide-secrets.ts'

/** What tells whose site a text is about. Secrets are hidden wherever they stand; the rest gets one stand-in each, so that equal stays equal. */
export interface SiteNames {
  secrets: string[]
  hosts: string[]
  accounts: string[]
  folders: string[]
  /** Looks like an address and is none, such as a version of four parts. */
  shown: string[]
}

const ADDRESS_LIKE = /[0-9a-fA-F:.]*[0-9a-fA-F][0-9a-fA-F:.]*(?=$|[^0-9a-zA-Z:.])/g
const LETTER = '[\\w.-]'
/** An account is often called as the product is: the name of an image is not the account. */
const BEFORE = { account: '[\\w.-]|(?<!:/)/', host: LETTER, folder: LETTER }

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Replaces whatever would name the site, so that the text can be handed on. One instance for all texts of a report. */
export function createSharing({ secrets, hosts, accounts, folders, shown }: SiteNames): (text: string) => string {
  const standIns = new Map<string, string>()
  const standIn = (kind: string, value: string) => {
    const known = standIns.get(value)
    if (known !== undefined) return known
    const count = [...standIns.values()].filter((name) => name.startsWith(`[${kind}-`)).length
    const name = `[${kind}-${count + 1}]`
    standIns.set(value, name)
    return name
  }
  const known = [
    ...accounts.map((value) => ['account', value] as const),
    ...hosts.map((value) => ['host', value] as const),
    ...folders.map((value) => ['folder', value] as const),
  ]
    .filter(([, value]) => value !== '')
    .toSorted(([, one], [, other]) => other.length - one.length)
  for (const [kind, value] of known) standIn(kind, value)

  return (text) => {
    let safe = text
    for (const secret of secrets.filter((value) => value !== '')) safe = safe.replaceAll(secret, '[secret]')
    safe = shownSetting('', safe)
    for (const [kind, value] of known) {
      const whole = new RegExp(`(?<!${BEFORE[kind]})${escaped(value)}(?!${LETTER})`, kind === 'host' ? 'gi' : 'g')
      safe = safe.replace(whole, () => standIn(kind, value))
    }
    return safe.replace(ADDRESS_LIKE, (found) => {
      const address = found.replace(/[.:]+$/, '')
      if (isIP(address) === 0 || shown.includes(address)) return found
      return `${standIn('address', address)}${found.slice(address.length)}`
    })
  }
}

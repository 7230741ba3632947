import { isCollation } from './databases/is-collation.ts'
import type { KitDatabase } from './emergency-kit-facts.ts'

type KitObject = KitDatabase['objects'][number]

// One argument of a program may have 128 kB on Linux; the settings stand before the text.
const LONGEST_BYTES = 120_000
const SETTING = /^[\w,/+: -]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII as a whole
const ASCII = /^[\x01-\x7f]*$/

/** Why a person has to create this object; null where the script can, as one argument that the client does not parse. */
export function byHand({ collation }: Pick<KitDatabase, 'collation'>, object: KitObject): string | null {
  const { statement, characterSetClient, databaseCollation, sqlMode, collationConnection, timeZone } = object
  if (Buffer.byteLength(statement) > LONGEST_BYTES) return 'it is too long for an argument of a program'
  if (statement.includes('\0')) return 'its text holds a zero byte'
  if (!ASCII.test(statement) && !/^(utf8|utf8mb3|utf8mb4)$/.test(characterSetClient ?? 'utf8mb4'))
    return `its text is in the character set ${characterSetClient}`
  if (databaseCollation !== null && databaseCollation !== collation)
    return `it was made when the database had the collation ${databaseCollation}`
  if ([sqlMode, characterSetClient, collationConnection, timeZone].some((value) => value !== null && !SETTING.test(value)))
    return 'it was made with a setting that the script cannot write'
  return null
}

/** Settings under which the object was made, as one statement. */
export function settingsOf({ sqlMode, characterSetClient, collationConnection, timeZone }: KitObject): string {
  const values = {
    sql_mode: sqlMode ?? '',
    time_zone: timeZone,
    character_set_client: characterSetClient,
    collation_connection: isCollation(collationConnection) ? collationConnection : null,
  }
  const set = Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [`${name} = '${value}'`]))
  return `set session ${set.join(', ')}`
}

import { expect, test } from 'vitest'
import { parseGrants } from './grants.ts'
import { holdsPrivilege } from './held-privileges.ts'

function holds(privilege: string, database: string | null, ...lines: string[]): boolean {
  return holdsPrivilege(parseGrants(lines), privilege, database)
}

// A right that is thought to be there and is not is found in the window, after OMS was stopped.
test('everything on everything covers a database and the server', () => {
  expect(holds('DROP', 'rm', "GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` IDENTIFIED BY PASSWORD '*ABC' WITH GRANT OPTION")).toBe(
    true,
  )
  expect(holds('SUPER', null, 'GRANT ALL PRIVILEGES ON *.* TO root WITH GRANT OPTION')).toBe(true)
  expect(holds('SELECT', 'rm', 'GRANT USAGE ON *.* TO `a`@`%`')).toBe(false)
})

test('a grant on one database covers that one only, and never the server', () => {
  const line = 'GRANT SELECT, INSERT, SHOW VIEW ON `rm_331`.* TO `a`@`%`'
  expect(holds('SHOW VIEW', 'rm_331', line)).toBe(true)
  expect(holds('DROP', 'rm_331', line)).toBe(false)
  expect(holds('SELECT', 'rm_332', line)).toBe(false)
  expect(holds('SELECT', null, line)).toBe(false)
})

test('an underscore in a grant is a wildcard unless it is escaped', () => {
  expect(holds('DROP', 'rmx331', 'GRANT ALL PRIVILEGES ON `rm_331`.* TO `a`@`%`')).toBe(true)
  expect(holds('DROP', 'rmx331', 'GRANT ALL PRIVILEGES ON `rm\\_331`.* TO `a`@`%`')).toBe(false)
  expect(holds('DROP', 'rm_331', 'GRANT ALL PRIVILEGES ON `rm\\_331`.* TO `a`@`%`')).toBe(true)
  expect(holds('DROP', 'oms_rm', 'GRANT ALL PRIVILEGES ON `oms\\_%`.* TO `a`@`%`')).toBe(true)
})

test('of two patterns that match, the more specific one counts alone', () => {
  const lines = ['GRANT ALL PRIVILEGES ON `oms%`.* TO `a`@`%`', 'GRANT SELECT ON `oms\\_rm`.* TO `a`@`%`']
  expect(holds('SELECT', 'oms_rm', ...lines)).toBe(true)
  expect(holds('DROP', 'oms_rm', ...lines)).toBe(false)
  expect(holds('DROP', 'oms_cm', ...lines)).toBe(true)
})

test('the grants of an active role are added to those of the user', () => {
  const lines = ['GRANT `keeper` TO `a`@`%`', 'GRANT SELECT ON `rm`.* TO `a`@`%`', 'GRANT DROP, CREATE ON `rm`.* TO `keeper`']
  expect(holds('DROP', 'rm', ...lines)).toBe(true)
  expect(holds('SELECT', 'rm', ...lines)).toBe(true)
})

test('a partial revoke of MySQL takes a global right away from one database', () => {
  const lines = ['GRANT SELECT, DROP ON *.* TO `a`@`%`', 'REVOKE DROP ON `rm`.* FROM `a`@`%`']
  expect(holds('DROP', 'rm', ...lines)).toBe(false)
  expect(holds('SELECT', 'rm', ...lines)).toBe(true)
  expect(holds('DROP', 'cm', ...lines)).toBe(true)
})

test('rights on single tables, columns and routines cover no database', () => {
  expect(holds('SELECT', 'rm', 'GRANT SELECT ON `rm`.`t` TO `a`@`%`', 'GRANT EXECUTE ON PROCEDURE `rm`.`p` TO `a`@`%`')).toBe(false)
})

test('names with quotes, dots and backticks are read whole', () => {
  expect(holds('DROP', "o`r.m'", "GRANT DROP ON `o``r.m'`.* TO `x y`@`10.0.0.%`")).toBe(true)
  expect(holds('DROP', 'rm', "GRANT DROP ON `rm`.* TO 'a'")).toBe(true)
})

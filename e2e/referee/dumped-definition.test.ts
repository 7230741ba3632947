import { expect, test } from 'vitest'
import { dumpedDefinition } from './dumped-definition.ts'

const table = (column: string, options = 'ENGINE=InnoDB') =>
  `CREATE TABLE \`t\` (\n  \`id\` int NOT NULL,\n  \`c\` ${column}\n) ${options};`
const definition = (column: string) => dumpedDefinition(table(column)).definition

test('a character set that its collation names already is no difference', () => {
  expect(definition('varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL')).toBe(
    definition('varchar(9) COLLATE utf8mb4_bin DEFAULT NULL'),
  )
})

// Texts that a restore brought back in another character set are other texts: the referee must not be blind to them.
test.each([
  ['another collation with its character set', 'varchar(9) CHARACTER SET latin1 COLLATE latin1_bin', 'varchar(9) COLLATE utf8mb4_bin'],
  ['another collation of the same character set', 'text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', 'text COLLATE utf8mb4_general_ci'],
  ['a character set where there was none', 'varchar(9) CHARACTER SET latin1', 'varchar(9)'],
  ['a character set whose name only begins like that', 'text CHARACTER SET utf8 COLLATE utf8mb4_bin', 'text COLLATE utf8mb4_bin'],
  ['words in a comment', "int COMMENT 'x CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'", "int COMMENT 'x COLLATE utf8mb4_bin'"],
  ['words in a value', "enum('a) CHARACTER SET utf8mb4 COLLATE utf8mb4_x')", "enum('a) COLLATE utf8mb4_x')"],
])('%s is still seen', (_, one, other) => {
  expect(definition(one)).not.toBe(definition(other))
})

test('the next number is told apart from the definition', () => {
  const text = table('int', 'ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4')
  expect(dumpedDefinition(text)).toEqual({ definition: text.replace(' AUTO_INCREMENT=7', ''), nextNumber: 7 })
  expect(dumpedDefinition(table('int')).nextNumber).toBeNull()
})

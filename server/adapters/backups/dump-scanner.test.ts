import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DumpScanner } from './dump-scanner.ts'

const CLOSING = '\n-- Dump completed on 2024-03-01 16:00:00\n'

function scan(text: string, chunkBytes = 1 << 20): Omit<ReturnType<DumpScanner['end']>, 'longestStatement'> {
  const scanner = new DumpScanner()
  const bytes = Buffer.from(text)
  // As a reader does: the next chunk comes in the same memory.
  const shared = Buffer.alloc(chunkBytes)
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const length = bytes.copy(shared, 0, at, at + chunkBytes)
    scanner.push(shared.subarray(0, length))
  }
  const { longestStatement, ...rest } = scanner.end()
  longest = longestStatement
  return rest
}

/** Of the newest scan, in bytes. */
let longest = 0

test.each([1, 7, 1024, 1 << 20])('the longest statement is measured in bytes, with chunks of %d bytes', (chunkBytes) => {
  const text = "INSERT INTO `t` VALUES (1,'元\\'; -- ');"
  scan(`-- MySQL dump\n/*!40101 SET NAMES utf8mb4 */;\nCREATE TABLE t (id int);\n${text}\n-- Dump completed\n`, chunkBytes)
  expect(longest).toBe(Buffer.byteLength(text))
})

const create = (name: string): string =>
  `DROP TABLE IF EXISTS \`${name}\`;\n/*!40101 SET @saved_cs_client = @@character_set_client */;\nCREATE TABLE \`${name}\` (\n  \`id\` int DEFAULT NULL COMMENT 'it''s; (a) "b" \`c'\n) ENGINE=InnoDB /*!50100 PARTITION BY HASH (id) */;\n`

const MYSQL = `-- MySQL dump 10.13\n${create('a')}LOCK TABLES \`a\` WRITE;\n/*!40000 ALTER TABLE \`a\` DISABLE KEYS */;\nINSERT INTO \`a\` VALUES (1,'x'),(2,'(y),(z)'),(NULL,_binary 'q\\'),(\\\\'),(-1.5e3,0xAF);\nINSERT INTO \`a\` VALUES (9,'');\nUNLOCK TABLES;\n${create('empty')}${CLOSING}`
const MARIADB = `/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump\n${create('a')}INSERT INTO \`a\` VALUES\n(1,'x'),\n(2,'(y);\\n(z)'),\n(NULL,'it''s "fine" \`ok\\\\'),\n(-1,NULL);\nINSERT INTO \`a\` VALUES\n(9,'');\n${create('empty')}${CLOSING}`
const COUNTED = {
  complete: true,
  tables: [
    { name: 'a', rows: 5 },
    { name: 'empty', rows: 0 },
  ],
}

// A dump that lost rows is noticed only if the rows in the file itself are counted right.
test.each([
  ['MySQL, one line', MYSQL],
  ['MariaDB, a line for each row', MARIADB],
])('rows of extended inserts are counted: %s', (_, text) => {
  expect(scan(text)).toEqual(COUNTED)
})

test.each([1, 2, 3, 7, 64, 1023, 1025])('the place where a chunk of %d bytes ends changes nothing', (chunkBytes) => {
  expect(scan(MYSQL, chunkBytes)).toEqual(COUNTED)
  expect(scan(MARIADB, chunkBytes)).toEqual(COUNTED)
})

test('a dump cut anywhere is not complete', () => {
  for (let cut = 0; cut <= MARIADB.length - CLOSING.length + 1; cut += 1) expect(scan(MARIADB.slice(0, cut)).complete).toBe(false)
})

test('a closing line counts only where the dump ends', () => {
  expect(scan(`${MYSQL}${create('later')}`).complete).toBe(false)
  expect(scan(`${create('a')}INSERT INTO \`a\` VALUES (1,'${CLOSING}`).complete).toBe(false)
  expect(scan(`${create('a')}/* open ${CLOSING}`).complete).toBe(false)
  expect(scan(`${create('a')}-- Dump completed`).complete).toBe(true)
})

test('names with backticks, column lists and words like VALUES are read right', () => {
  const text = `${create('t``1; (')}INSERT INTO \`t\`\`1; (\` (\`values\`, \`(v\`) VALUES (1,'VALUES ('),(2,'');\nREPLACE  INTO \`values\` VALUES (1);\nINSERT  IGNORE INTO \`values\` VALUES (2);${CLOSING}`
  expect(scan(text).tables).toEqual([
    { name: 't`1; (', rows: 2 },
    { name: 'values', rows: 2 },
  ])
})

// Both layouts of placeholders: CREATE VIEW today, CREATE TABLE in older clients.
test('a view of a dump of an earlier version is no table', () => {
  const placeholder = `/*!50001 DROP VIEW IF EXISTS \`v\`*/;\n/*!50001 CREATE VIEW \`v\` AS SELECT\n 1 AS \`id\`*/;\n/*!50001 CREATE TABLE \`w\` (\n \`id\` tinyint NOT NULL\n) ENGINE=MyISAM */;\n`
  const real = `/*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=\`o\`\`m's\`@\`%\` SQL SECURITY DEFINER */\n/*!50001 VIEW \`v\` AS select '*/; INSERT INTO \`x\` VALUES (1)' AS \`id\` */;\n`
  expect(scan(`${placeholder}${CLOSING}`)).toEqual({ complete: true, tables: [] })
  expect(scan(`${placeholder}${real}${CLOSING}`)).toEqual({ complete: true, tables: [] })
})

test('bodies of triggers, routines and events are no statements of the dump', () => {
  const body = `DELIMITER ;;\n/*!50003 CREATE*/ /*!50003 TRIGGER tr BEFORE INSERT ON a FOR EACH ROW BEGIN\n-- don't count\nINSERT INTO \`a\` VALUES (1);\nEND */;;\nDELIMITER ;\n`
  for (const chunkBytes of [1, 5, 1000]) {
    expect(scan(`${create('a')}${body}INSERT INTO \`a\` VALUES (1);\n${CLOSING}`, chunkBytes)).toEqual({
      complete: true,
      tables: [{ name: 'a', rows: 1 }],
    })
  }
})

test('any rows with any texts, in chunks of any size, are counted', () => {
  const escaped = (text: string): string => text.replace(/[\\'"\n\0]/g, (char) => ({ '\n': '\\n', '\0': '\\0' })[char] ?? `\\${char}`)
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("'", '\\', '(', ')', ',', ';', '`', '"', '\n', 'V', '元', '-', '/', '*') }), {
        minLength: 1,
      }),
      fc.integer({ min: 1, max: 40 }),
      (texts, chunkBytes) => {
        const rows = texts.map((text) => `(1,'${escaped(text)}')`).join(',')
        expect(scan(`${create('a')}INSERT INTO \`a\` VALUES ${rows};${CLOSING}`, chunkBytes)).toEqual({
          complete: true,
          tables: [{ name: 'a', rows: texts.length }],
        })
      },
    ),
  )
})

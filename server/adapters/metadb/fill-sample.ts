import { isBesideName } from '../../domain/beside-name.ts'
import type { ObjectKind } from '../../domain/databases/structure.ts'
import { quoteIdentifier } from '../../domain/quote-identifier.ts'
import { listObjects } from './read-objects.ts'
import { fixSession, tableNames } from './read-structure.ts'
import type { Row, Session } from './session.ts'

// Tables of OMS have a few dozen types; OceanBase before 4.0 takes 512 columns.
const MOST_COLUMNS = 300
const LONGEST_TEXT = 40

/**
 * Fills a scratch database with one table of every column type that these databases use, a generated column and a BLOB among them, and with
 * one stored object of each kind that they have. Their rows are not read.
 */
export async function fillSample(session: Session, name: string, databases: string[]): Promise<void> {
  if (!isBesideName(name)) throw new Error(`not a name that the panel makes: ${name}`)
  const types = new Set<string>()
  const kinds = new Set<ObjectKind>()
  for (const database of databases) {
    await fixSession(session, database)
    const { tables, views } = await tableNames(session, database)
    for (const table of tables) {
      for (const row of await session.plain(`show full columns from ${quoteIdentifier(table)}`)) types.add(definitionOf(row))
    }
    for (const { kind } of await listObjects(session, database, views)) kinds.add(kind)
  }
  await fixSession(session, name)
  const columns = [...types].slice(0, MOST_COLUMNS).map((definition, place) => ({ column: `c${place}`, definition }))
  const own = ['id int primary key', 'b longblob', 'g int as (id + 1) virtual', 's int as (id + 2) stored']
  const all = [...own, ...columns.map(({ column, definition }) => `${column} ${definition} null default null`)]
  await session.plain(`create table sample (${all.join(', ')}) default charset utf8mb4`)
  const names = ['id', 'b', ...columns.map(({ column }) => column)].join(', ')
  const values = ['0', "x'00ff275c0a1a'", ...columns.map(({ definition }) => sampleValue(definition))].join(', ')
  const nulls = ['-7', "''", ...columns.map(() => 'null')].join(', ')
  await session.plain(`insert into sample (${names}) values (${values}), (${nulls})`)
  for (const kind of ['function', 'procedure', 'view', 'trigger', 'event'] as const) if (kinds.has(kind)) await session.plain(OBJECTS[kind])
}

const OBJECTS: Record<ObjectKind, string> = {
  function: "create function sample_f() returns varchar(20) deterministic no sql return 'a;b -- c'",
  procedure: 'create procedure sample_p() begin select 1; select 2; end',
  view: "create view sample_v as select id, g, '*/;' as t from sample",
  trigger: 'create trigger sample_t before insert on sample for each row begin set new.b = new.b; end',
  event: 'create event sample_e on schedule every 1 day disable do do 1',
}

/** Long texts are cut to what shows the type: a row has its limits. */
function definitionOf(row: Row): string {
  const type = String(row['type']).replace(/^((?:var)?(?:char|binary))\((\d+)\)/i, (_, word, length) =>
    Number(length) > LONGEST_TEXT ? `${word}(${LONGEST_TEXT})` : `${word}(${length})`,
  )
  const collation = row['collation'] == null ? '' : String(row['collation'])
  return /^\w+$/.test(collation) ? `${type} character set ${collation.split('_')[0]} collate ${collation}` : type
}

const VALUES: [RegExp, string][] = [
  [/^(tiny|small|medium|big)?int\b|^(decimal|numeric|double|real|float)\b/, '1.25'],
  [/^bit/, "b'1'"],
  [/^year/, '2024'],
  [/^(date|timestamp)/, "'2024-02-29 12:34:56.789'"],
  [/^time/, "'-838:59:58'"],
  [/^(enum|set)/, '1'],
  [/^json/, `'{"a": [1, "é"]}'`],
  [/^((tiny|medium|long)?blob|(var)?binary)/, "x'00ff275c0a1a'"],
  [/^((tiny|medium|long)?text|(var)?char)/, String.raw`'it''s "元" \\ ; -- \n \r x\0 '`],
  [/^(geometry|point)\b/, "st_geomfromtext('point(1 2)')"],
]

/** Of a type that is not here the sample has a NULL alone. Whatever does not fit is cut: the session is lenient. */
function sampleValue(definition: string): string {
  return VALUES.find(([type]) => type.test(definition.toLowerCase()))?.[1] ?? 'null'
}

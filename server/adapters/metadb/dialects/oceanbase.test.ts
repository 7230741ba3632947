import { expect, test } from 'vitest'
import type { Refused } from './dialect.ts'
import { oceanbase } from './oceanbase.ts'

const wait = (refused: Partial<Refused>) =>
  oceanbase.retryAfterMs({ errno: 0, sql: 'select 1', attempt: 1, elapsedMs: 0, namesNewDatabase: false, ...refused })

test('a tenant that is short of memory is asked again, and not for ever', () => {
  for (const errno of [4013, 4030]) {
    const waits = [1, 2, 3, 4].map((attempt) => wait({ errno, sql: 'insert into t values (1)', attempt }))
    expect(waits).toEqual([1000, 2000, 4000, null])
  }
})

// After its time is over a statement may still have done what it should: sent again, it would do it twice.
test('a statement that ran out of time is sent again only where it just reads', () => {
  expect(wait({ errno: 4012, sql: '\n select count(*) from t' })).toBeGreaterThan(0)
  expect(wait({ errno: 4012, sql: 'select 1', attempt: 2 })).toBeNull()
  for (const sql of ['insert into t select 1', 'rename table a to b', 'commit', 'set session x = 1'])
    expect(wait({ errno: 4012, sql })).toBeNull()
})

test('a database that was created a moment ago is waited for, one that nobody made is not', () => {
  expect(wait({ errno: 1049, namesNewDatabase: true, elapsedMs: 9_000 })).toBeGreaterThan(0)
  expect(wait({ errno: 1049, namesNewDatabase: true, elapsedMs: 10_500 })).toBeNull()
  expect(wait({ errno: 1049 })).toBeNull()
  expect(wait({ errno: 1064 })).toBeNull()
})

/** A server, or a proxy before it, that answers SET in its own way. */
function session(values: Record<string, string>, unknown: string[] = []) {
  const sent: string[] = []
  return {
    sent,
    async plain(sql: string) {
      sent.push(sql)
      if (unknown.some((name) => sql.includes(name) && sql.startsWith('set'))) throw Object.assign(new Error('unknown'), { errno: 1193 })
      return sql.startsWith('set') ? [] : Object.entries(values).map(([name, value]) => ({ variable_name: name, value }))
    },
  }
}

test('every session has its limits raised, one by one where the version does not know all of them', async () => {
  const raised = { ob_query_timeout: '3600000000', ob_read_consistency: 'STRONG' }
  const all = session(raised)
  await oceanbase.openSession(all)
  expect(all.sent[0]).toMatch(/ob_query_timeout = 3600000000, ob_trx_timeout = 3700000000, .* = 'STRONG'$/)
  const old = session(raised, ['ob_trx_idle_timeout'])
  await oceanbase.openSession(old)
  expect(old.sent).toContain('set session ob_trx_timeout = 3700000000')
})

// Seconds-old rows would pass for the present, and a scan would be cut off after 10 s.
test('a connection that reads from followers, or keeps its limit, is not used', async () => {
  await expect(oceanbase.openSession(session({ ob_query_timeout: '3600000000', ob_read_consistency: 'WEAK' }))).rejects.toMatchObject({
    problem: { said: { key: 'metadb.weakReads' } },
  })
  await expect(oceanbase.openSession(session({ ob_query_timeout: '10000000' }))).rejects.toMatchObject({
    problem: { said: { key: 'metadb.limitNotRaised', params: { seconds: 10 } } },
  })
})

// Otherwise a view over a cross join, created again from its own text, is taken for another one in the middle of a rollback.
test('a join without a condition is read as it will be printed once it was created again, and texts and names stay', () => {
  const before = "CREATE VIEW `v on 1=1 ` AS select ' on 1=1 ' AS `a` from (`t` join (`t` `u` join `w` x on 1=1 ) on 1=1 )"
  const after = "CREATE VIEW `v on 1=1 ` AS select ' on 1=1 ' AS `a` from (`t` join (`t` `u` join `w` x on (1 = 1)) on (1 = 1))"
  expect(oceanbase.asPrintedAgain('view', before)).toBe(after)
  expect(oceanbase.asPrintedAgain('view', after)).toBe(after)
  expect(oceanbase.asPrintedAgain('function', 'select a from t join u on 1=1 ')).toBe('select a from t join u on 1=1 ')
})

// It prints the comment of a routine without escapes: created again from that, it would be refused, or have another comment.
test('the comment of a routine is spelled as the server takes it, by the routine’s own mode', () => {
  const printed = (comment: string) =>
    `CREATE DEFINER = \`a\`@\`%\` PROCEDURE \`p\`()\n    READS SQL DATA\n    COMMENT '${comment}'\nselect 'it''s'`
  const comment = "it's a\\b; $&"
  expect(oceanbase.withComment(printed(comment), { comment, sqlMode: '' })).toBe(printed("it''s a\\\\b; $&"))
  expect(oceanbase.withComment(printed(comment), { comment, sqlMode: 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES' })).toBe(printed("it''s a\\b; $&"))
  // A version that escapes it already.
  expect(oceanbase.withComment(printed("it''s"), { comment: "it's", sqlMode: '' })).toBe(printed("it''s"))
})

import { expect, test } from 'vitest'
import { readServer } from './read-server.ts'

function server(version: string, comment: string, variables: Record<string, string>): Parameters<typeof readServer>[0] {
  return {
    async plain(sql) {
      if (sql.startsWith('select')) return [{ version, comment, epoch: '1700000000.250' }]
      const like = /like '(.*)'/.exec(sql)?.[1] ?? ''
      const pattern = new RegExp(`^${like.replaceAll('%', '.*').replaceAll('\\_', '_')}$`)
      return Object.entries(variables)
        .filter(([name]) => pattern.test(name))
        .map(([name, value]) => ({ variable_name: name, value }))
    },
  }
}

// OceanBase calls itself MySQL 5.7: dump flags, privileges and the 10 s limit of a statement depend on telling them apart.
test('OceanBase is told from MySQL, with its own version and statement limit', async () => {
  const oceanbase = server('5.7.25-OceanBase-v4.2.1.8', 'OceanBase 4.2.1.8 (r108000022024072217) (Built Jul 22 2024)', {
    ob_query_timeout: '10000000',
    max_allowed_packet: '16777216',
  })
  expect(await readServer(oceanbase)).toEqual({
    flavour: 'oceanbase',
    version: '4.2.1.8',
    time: new Date(1_700_000_000_250),
    readOnly: false,
    packetBytes: 16_777_216,
    insertsHistory: false,
    statementTimeoutSeconds: 10,
    contentProof: 'digest',
    identity: null,
  })
})

test('an OceanBase behind a proxy that hides the comment is known by its variables', async () => {
  expect((await readServer(server('5.6.25', '', { ob_query_timeout: '10000000' }))).flavour).toBe('oceanbase')
})

test('MySQL counts its limit in milliseconds and 0 as none', async () => {
  expect(
    await readServer(server('8.0.36', 'MySQL Community Server - GPL', { max_execution_time: '1500', super_read_only: 'ON' })),
  ).toMatchObject({
    flavour: 'mysql',
    version: '8.0.36',
    readOnly: true,
    statementTimeoutSeconds: 1.5,
  })
  expect((await readServer(server('8.0.36', '', { max_execution_time: '0' }))).statementTimeoutSeconds).toBeNull()
})

import { expect, test } from 'vitest'
import { normalizeDefinition } from '../../../domain/databases/normalize-definition.ts'
import { mariadb } from './mariadb.ts'
import { oceanbase } from './oceanbase.ts'

test('a counter and the way OceanBase keeps a table are no part of its definition; texts that look like them are', () => {
  const ours =
    "CREATE TABLE `t` (\n  `id` bigint(20) NOT NULL AUTO_INCREMENT,\n  `c` varchar(9) DEFAULT ' AUTO_INCREMENT = 5',\n  PRIMARY KEY (`id`),\n  KEY `k` (`c`) BLOCK_SIZE 16384 LOCAL\n) ORGANIZATION INDEX AUTO_INCREMENT = 9 AUTO_INCREMENT_MODE = 'ORDER' DEFAULT CHARSET = utf8mb4 ROW_FORMAT = DYNAMIC COMPRESSION = 'zstd_1.3.8' REPLICA_NUM = 1 BLOCK_SIZE = 16384 USE_BLOOM_FILTER = FALSE ENABLE_MACRO_BLOCK_BLOOM_FILTER = FALSE TABLET_SIZE = 134217728 PCTFREE = 0 COMMENT = ' PCTFREE = 0'"
  expect(normalizeDefinition(ours, { database: 'rm', ignored: oceanbase.storageClauses })).toBe(
    "CREATE TABLE `t` (\n  `id` bigint(20) NOT NULL AUTO_INCREMENT,\n  `c` varchar(9) DEFAULT ' AUTO_INCREMENT = 5',\n  PRIMARY KEY (`id`),\n  KEY `k` (`c`)\n) DEFAULT CHARSET = utf8mb4 COMMENT = ' PCTFREE = 0'",
  )
  const theirs =
    "CREATE TABLE `t` (\n  `d` datetime /* mariadb-5.3 */ DEFAULT NULL\n) ENGINE=InnoDB AUTO_INCREMENT=7 ROW_FORMAT=COMPRESSED COMMENT='it''s AUTO_INCREMENT=7'"
  expect(normalizeDefinition(theirs, { database: 'rm', ignored: mariadb.storageClauses })).toBe(
    "CREATE TABLE `t` (\n  `d` datetime DEFAULT NULL\n) ENGINE=InnoDB ROW_FORMAT=COMPRESSED COMMENT='it''s AUTO_INCREMENT=7'",
  )
})
